package io.restante.bench;

import io.restante.base.Payload;
import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/** How many records a second the delivery topology applies, against the least a topology can do with the same records. */
final class TopologyBenchmark implements Benchmark {
    private static final int MESSAGES = 300_000;
    private static final int MAILBOXES = 10_000;
    private static final int LAPS = 30;
    private static final List<Integer> PAYLOADS = List.of(256, 1024);
    private static final Goal GOAL = Goal.atLeast(0.45, 0.8);

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public String work() {
        return "messages for mailboxes, half of them with a live session: handed out or taken, then acknowledged;"
                + " against a pass-through topology over the same records on the same broker";
    }

    @Override
    public Outcome run(Terms terms) {
        int messages = terms.size().orElse(MESSAGES);
        int mailboxes = Math.clamp(messages / LAPS, 2, MAILBOXES);
        int laps = Math.max(1, messages / mailboxes);
        List<Comparison> comparisons = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("messages", String.valueOf(mailboxes * laps));
        settings.put("mailboxes", String.valueOf(mailboxes));
        for (int payload : PAYLOADS) {
            try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
                settings.put("partitions", String.valueOf(bench.installation().partitions()));
                new Series(terms, bench, mailboxes, laps, payload, settings).run(comparisons);
            }
        }
        terms.progress().over();
        return new Outcome(name(), work(), settings, comparisons);
    }

    /** The rounds with one size of payload. */
    private static final class Series {
        private final Terms terms;
        private final Workbench bench;
        private final int mailboxes;
        private final int laps;
        private final int payload;
        private final Map<String, String> settings;
        private final LogReader<byte[], byte[]> passed;
        private final MailCheck check;
        private final List<Pair> rates = new ArrayList<>();
        private final List<Pair> costs = new ArrayList<>();

        Series(Terms terms, Workbench bench, int mailboxes, int laps, int payload, Map<String, String> settings) {
            this.terms = terms;
            this.bench = bench;
            this.mailboxes = mailboxes;
            this.laps = laps;
            this.payload = payload;
            this.settings = settings;
            this.passed = bench.reader(Workbench.PASSED);
            this.check = new MailCheck(bench);
        }

        void run(List<Comparison> comparisons) {
            MailRound.openSessions(bench.writer(), mailboxes);
            bench.deliver(bench.writer().ends());
            check.skip();
            for (int round = 0; round <= terms.pairs(); round++) {
                terms.progress()
                        .step(payload + " B, " + (round == 0 ? "warm-up" : "pair " + round), round, terms.pairs() + 1);
                pair(round);
            }
            comparisons.add(new Comparison(
                    payload + " B: records a second, against the pass-through", "records/s", Optional.of(GOAL), rates));
            comparisons.add(new Comparison(
                    payload + " B: processing threads' time a record", "µs/record", Optional.empty(), costs));
        }

        /** The first pair warms up and is not kept. */
        private void pair(int number) {
            MailRound round = new MailRound(bench.writer(), mailboxes, laps, text(payload), number);
            long before = bench.writer().written();
            long passedBefore = passed.count();
            round.write();
            long records = bench.writer().written() - before;
            Map<TopicPartition, Long> ends = bench.writer().ends();
            Effort ours = bench.deliver(ends);
            ends.keySet().removeIf(place -> place.topic().equals(Topics.SESSION_EVENTS.name()));
            Effort theirs = bench.pass(ends);
            check.check(round);
            if (passed.count() - passedBefore != records) {
                throw new BenchException("The pass-through passed on " + (passed.count() - passedBefore) + " of "
                        + records + " records");
            }
            settings.put("records", String.valueOf(records));
            if (number > 0) {
                rates.add(new Pair(ours.perSecond(records), theirs.perSecond(records)));
                costs.add(new Pair(ours.cpuMicrosEach(records), theirs.cpuMicrosEach(records)));
            }
        }
    }

    /** A JSON text of so many bytes. */
    static Payload text(int bytes) {
        String around = "{\"text\":\"\"}";
        return Payload.ofText("{\"text\":\"" + "x".repeat(Math.max(0, bytes - around.length())) + "\"}");
    }
}
