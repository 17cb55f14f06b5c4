package io.restante.bench;

import io.restante.local.demo.DemoException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How soon messages are handed out again when one of two instances is killed, and how soon a killed gateway's agents have left. */
final class FailoverBenchmark implements Benchmark {
    private static final int PER_SECOND = 2_000;
    private static final int FEWER = 4;

    /** Below this, a quarter of the rate leaves partitions without messages for too long to be measured. */
    private static final int LEAST = 40;

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String work() {
        return "messages at a steady rate for live mailboxes on two instances in processes of their own, one of which is killed: until each partition hands out"
                + " again; and a gateway is killed: until the last of its agents has left; against what is allowed, and nothing is lost";
    }

    @Override
    public Outcome run(Terms terms) {
        int most = terms.size().orElse(PER_SECOND);
        if (most < LEAST) {
            throw new IllegalArgumentException("size: expected " + LEAST + " messages a second or more, got " + most);
        }
        try (FailoverStage stage = new FailoverStage(terms)) {
            List<FailoverSeries> instances =
                    List.of(new FailoverSeries(stage, most / FEWER), new FailoverSeries(stage, most));
            GatewayLoss gateway = new GatewayLoss(stage);
            measure(terms, instances, gateway);
            return new Outcome(
                    name(),
                    work(),
                    settings(terms, most, instances),
                    Stream.concat(instances.stream().map(FailoverSeries::comparison), Stream.of(gateway.comparison()))
                            .toList(),
                    List.of(new Slope(
                            "until each partition hands out again",
                            "ms",
                            "messages a second",
                            instances.stream()
                                    .map(each -> new Slope.Point(
                                            each.rate(), each.comparison().ours()))
                                    .toList())));
        } catch (DemoException e) {
            throw new BenchException("What is measured does not run. " + e.getMessage(), e);
        }
    }

    private static void measure(Terms terms, List<FailoverSeries> instances, GatewayLoss gateway) {
        int steps = 1 + terms.pairs() * (instances.size() + 1);
        int done = 0;
        terms.progress().step("warms up", done++, steps);
        instances.getLast().warmUp();
        for (int round = 1; round <= terms.pairs(); round++) {
            for (FailoverSeries each : instances) {
                terms.progress().step("an instance killed at " + each.rate() + "/s", done++, steps);
                each.round(round);
            }
            terms.progress().step("a gateway killed", done++, steps);
            gateway.round(round);
        }
        terms.progress().over();
    }

    private static Map<String, String> settings(Terms terms, int most, List<FailoverSeries> instances) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("messages a second", most / FEWER + " and " + most);
        settings.put("mailboxes", String.valueOf(FailoverSeries.MAILBOXES));
        settings.put("rounds", String.valueOf(terms.pairs()));
        instances.forEach(
                each -> settings.put("hand-outs told twice at " + each.rate() + "/s", String.valueOf(each.repeats())));
        settings.put("messages lost", "0, or the run fails");
        return settings;
    }
}
