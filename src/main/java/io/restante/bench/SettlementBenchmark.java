package io.restante.bench;

import io.restante.settlement.tree.Crown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What it takes to put relays into a tree, to compute its root, to open it and to check that: against the SHA-256 calls that takes at least, and in the topology against what Kafka
 * Streams itself takes.
 */
final class SettlementBenchmark implements Benchmark {
    private static final int LEAVES = 1_000_000;
    private static final int FEWER = 10;
    private static final int LEAST = 100;

    /** In memory, rounds are made and not kept until so many leaves were frozen, or so many rounds were made: at first compilers are at work beside the hashes. */
    private static final int WARM_LEAVES = 1_000_000;

    private static final int WARM_ROUNDS = 10;

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public String work() {
        return "insert leaves of 1 KiB, freeze, closest proof, verify, in memory: against the SHA-256 calls alone, "
                + SettlementSeries.HASHES_A_LEAF
                + " a leaf; and in the settlement topology: against a pass-through over the same records on the same broker";
    }

    @Override
    public Outcome run(Terms terms) {
        int leaves = Math.max(LEAST, terms.size().orElse(LEAVES));
        List<Comparison> comparisons = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("value", SettlementSeries.VALUE_BYTES + " B");
        for (int each : List.of(Math.max(LEAST / 2, leaves / FEWER), leaves)) {
            SettlementSeries series = inMemory(terms, each);
            comparisons.addAll(series.comparisons());
            double freeze = series.freezeMicros();
            double proof = series.proofMicros();
            settings.put("depth of the crown of " + each, String.valueOf(Crown.depthFor(each)));
            SettlementLife life = new SettlementLife(terms, each).run();
            comparisons.addAll(life.comparisons());
            settings.putAll(life.settings());
            points.add(new Point(each, freeze, proof, life.insertMicros(), life.proofMicros()));
        }
        terms.progress().over();
        settings.put(
                "measured in memory",
                "the time of the thread at work; the leaves lie in memory, their digests are computed at the freeze and for a proof");
        settings.put(
                "measured on the broker",
                "the settlement application's topology, exactly once, with its stores; inserts from the first relay processed to the last one committed, relays of one session in "
                        + "parts, the pass-through with the same configuration; proofs by query: the time of the thread at work");
        return new Outcome(
                name(),
                work(),
                settings,
                comparisons,
                List.of(
                        slope("freeze, in memory", "µs a leaf", points, Point::freeze),
                        slope("closest proof, in memory", "µs", points, Point::proof),
                        slope("insert, on the broker", "µs a relay", points, Point::insert),
                        slope("closest proof, from the store", "µs", points, Point::stored)));
    }

    private static SettlementSeries inMemory(Terms terms, int leaves) {
        SettlementSeries series = new SettlementSeries(leaves);
        int warmUp = Math.clamp(WARM_LEAVES / leaves, 1, WARM_ROUNDS);
        for (int round = 1 - warmUp; round <= terms.pairs(); round++) {
            boolean kept = round > 0;
            terms.progress()
                    .step(
                            leaves + " leaves, in memory, " + (kept ? "pair " + round : "warm-up"),
                            round + warmUp - 1,
                            terms.pairs() + warmUp);
            series.pair(kept);
        }
        series.check();
        return series;
    }

    /** What one size cost. */
    private record Point(int leaves, double freeze, double proof, double insert, double stored) {}

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
