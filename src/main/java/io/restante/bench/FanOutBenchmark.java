package io.restante.bench;

import io.restante.base.GatewayId;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What it takes to tell a large group what happened, and how soon the last agent's gateway can read it; against a record for each agent. */
final class FanOutBenchmark implements Benchmark {
    private static final int AGENTS = 10_000;
    private static final int FEWER = 10;
    private static final int LEAST = 4;
    private static final int GATEWAYS = 4;
    private static final int BURST = 20;

    @Override
    public String name() {
        return "fan-out";
    }

    @Override
    public String work() {
        return "an event of a group until the last agent's connection is read from its gateway's topic;"
                + " against a record for each agent, written to the same topics and read from them";
    }

    @Override
    public Outcome run(Terms terms) {
        int agents = Math.max(LEAST, terms.size().orElse(AGENTS));
        List<Comparison> comparisons = new ArrayList<>();
        List<FanOutSeries> all = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("gateways", String.valueOf(GATEWAYS));
        try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
            settings.putAll(bench.settings());
            List<GatewayId> gateways = gateways(bench);
            RunningDelivery delivery = bench.startDelivery();
            for (int each : List.of(Math.max(LEAST, agents / FEWER), agents)) {
                try (FanOutSeries series = new FanOutSeries(terms, bench, delivery, gateways, each)) {
                    Duration entering = series.enter();
                    settings.put(
                            each + " agents entered in", entering.toMillis() + " ms, each told to all who were there");
                    series.check();
                    series.run(BURST);
                    comparisons.addAll(series.comparisons(BURST));
                    all.add(series);
                }
            }
            settings.put("members a step", String.valueOf(bench.rules().group().fanOutStep()));
        }
        terms.progress().over();
        settings.put("records counted", "those on the gateways' topics and on " + Topics.GROUP_STEPS);
        return new Outcome(
                name(),
                work(),
                settings,
                comparisons,
                List.of(
                        slope("records an event", "records", all, FanOutSeries::records),
                        slope("last agent told", "ms", all, FanOutSeries::last)));
    }

    private static List<GatewayId> gateways(Workbench bench) {
        List<GatewayId> gateways = IntStream.rangeClosed(1, GATEWAYS)
                .mapToObj(n -> new GatewayId("bench-" + n))
                .toList();
        bench.makeTopics(gateways.stream().<Topic<?, ?>>map(Topics::live).toList());
        gateways.forEach(bench::announce);
        bench.writer().flush();
        return gateways;
    }

    private static Slope slope(String title, String unit, List<FanOutSeries> all, ToDoubleFunction<FanOutSeries> cost) {
        return new Slope(
                title,
                unit,
                "agents",
                all.stream()
                        .map(series -> new Slope.Point(series.agents(), cost.applyAsDouble(series)))
                        .toList());
    }
}
