package io.restante.bench;

import io.restante.settlement.tree.Crown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What it takes to put relays into a tree, to compute its root, to open it and to check that: against the SHA-256 calls that takes at least. */
final class SettlementBenchmark implements Benchmark {
    private static final int LEAVES = 1_000_000;
    private static final int FEWER = 10;
    private static final int LEAST = 100;

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public String work() {
        return "insert leaves of 1 KiB, freeze, closest proof, verify; against the SHA-256 calls alone, "
                + SettlementSeries.HASHES_A_LEAF + " a leaf";
    }

    @Override
    public Outcome run(Terms terms) {
        int leaves = Math.max(LEAST, terms.size().orElse(LEAVES));
        List<Comparison> comparisons = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("value", SettlementSeries.VALUE_BYTES + " B");
        for (int each : List.of(Math.max(LEAST / 2, leaves / FEWER), leaves)) {
            SettlementSeries series = new SettlementSeries(each);
            for (int round = 0; round <= terms.pairs(); round++) {
                terms.progress()
                        .step(
                                each + " leaves, " + (round == 0 ? "warm-up" : "pair " + round),
                                round,
                                terms.pairs() + 1);
                series.pair(round > 0);
            }
            series.check();
            comparisons.addAll(series.comparisons());
            points.add(new Point(each, series.freezeMicros(), series.proofMicros()));
            settings.put("depth of the crown of " + each, String.valueOf(Crown.depthFor(each)));
        }
        terms.progress().over();
        settings.put(
                "measured",
                "the time of the thread at work; the leaves lie in memory, their digests are computed at the freeze and for a proof");
        return new Outcome(
                name(),
                work(),
                settings,
                comparisons,
                List.of(
                        slope("freeze", "µs a leaf", points, Point::freeze),
                        slope("closest proof", "µs", points, Point::proof)));
    }

    /** What one size cost. */
    private record Point(int leaves, double freeze, double proof) {}

    private static Slope slope(String title, String unit, List<Point> points, ToDoubleFunction<Point> cost) {
        return new Slope(
                title,
                unit,
                "leaves",
                points.stream()
                        .map(point -> new Slope.Point(point.leaves(), cost.applyAsDouble(point)))
                        .toList());
    }
}
