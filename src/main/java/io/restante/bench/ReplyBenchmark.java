package io.restante.bench;

import io.restante.base.Payload;
import io.restante.contract.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How long a caller waits for an answer beside other work, one call at a time: for the reply to a take that goes by the topics, and for the status of a
 * mailbox that has to show a message just added. Against two raw hops: a record there, and one back as soon as it is read.
 */
final class ReplyBenchmark implements Benchmark {
    static final int PER_SECOND = 100;
    static final Topic<byte[], byte[]> THERE = Workbench.bytes("bench.there", true);
    static final Topic<byte[], byte[]> BACK = Workbench.bytes("bench.back", false);
    static final Payload PAYLOAD = Letters.one(256);

    private static final int CALLS = 500;
    private static final List<Integer> BACKGROUNDS = List.of(500, 2_000);

    @Override
    public String name() {
        return "reply";
    }

    @Override
    public String work() {
        return "a take by command topic until its reply is read, and a message added until a status shows it, one at a time;"
                + " against a raw hop there and one back";
    }

    @Override
    public Outcome run(Terms terms) {
        int calls = terms.size().orElse(CALLS);
        List<Comparison> comparisons = new ArrayList<>();
        List<ReplySeries> all = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
            settings.putAll(bench.settings());
            bench.makeTopics(List.of(THERE, BACK));
            RunningDelivery delivery = bench.startDelivery();
            for (int background : BACKGROUNDS) {
                ReplySeries series = new ReplySeries(terms, bench, delivery, background, calls);
                series.run();
                comparisons.addAll(series.comparisons());
                all.add(series);
            }
        }
        terms.progress().over();
        settings.put("payload", PAYLOAD.size() + " B");
        settings.put("calls", calls + " a measurement, " + PER_SECOND + " a second");
        settings.put("background", "records a second: " + BACKGROUNDS);
        return new Outcome(name(), work(), settings, comparisons, slopes(all));
    }

    private static List<Slope> slopes(List<ReplySeries> all) {
        List<Slope> slopes = new ArrayList<>();
        for (int n = 0; n < ReplySeries.CALLS.size(); n++) {
            int call = n;
            slopes.add(new Slope(
                    ReplySeries.CALLS.get(n) + ", p50",
                    "ms",
                    "records a second beside it",
                    all.stream()
                            .map(series -> new Slope.Point(series.background(), series.median(call)))
                            .toList()));
        }
        return slopes;
    }
}
