package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** How many records a second the delivery topology applies, against the least a topology can do with the same records. */
final class TopologyBenchmark implements Benchmark {
    private static final int MESSAGES = 300_000;
    private static final int MAILBOXES = 10_000;
    private static final int LAPS = 30;
    private static final int FEWER = 5;
    private static final int SMALL = 256;
    private static final int LARGE = 1024;
    private static final Goal GOAL = Goal.atLeast(0.45, 0.8);

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public String work() {
        return "messages for mailboxes, half of them with a live session: handed out or taken, then acknowledged;"
                + " against a pass-through topology over the same records on the same broker, and against one that writes as many records as ours";
    }

    @Override
    public Outcome run(Terms terms) {
        int messages = terms.size().orElse(MESSAGES);
        int mailboxes = Math.clamp(messages / LAPS, 2, MAILBOXES);
        int laps = Math.max(1, messages / mailboxes);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("messages", String.valueOf(mailboxes * laps));
        settings.put("mailboxes", String.valueOf(mailboxes));
        Series small = series(terms, new Mail(mailboxes, laps, SMALL), settings);
        Series few = series(terms, new Mail(mailboxes, Math.max(1, laps / FEWER), SMALL), settings);
        Series large = series(terms, new Mail(mailboxes, laps, LARGE), settings);
        terms.progress().over();
        return new Outcome(
                name(),
                work(),
                settings,
                Stream.of(small, large)
                        .flatMap(series -> series.comparisons().stream())
                        .toList(),
                List.of(
                        slope("messages", Mail::messages, few, small),
                        slope("bytes of payload", Mail::payload, small, large)));
    }

    private static Series series(Terms terms, Mail mail, Map<String, String> settings) {
        try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
            settings.putAll(bench.settings());
            return new Series(terms, bench, mail, settings).run();
        }
    }

    private static Slope slope(String of, ToIntFunction<Mail> size, Series... series) {
        return new Slope(
                "processing threads' time a record",
                "µs",
                of,
                Stream.of(series)
                        .map(each -> new Slope.Point(
                                size.applyAsInt(each.mail), each.cost().ours()))
                        .toList());
    }

    /**
     * The mail of a round.
     *
     * @param laps messages for each mailbox
     * @param payload its bytes
     */
    private record Mail(int mailboxes, int laps, int payload) {
        int messages() {
            return mailboxes * laps;
        }

        String title() {
            return payload + " B";
        }
    }

    /** The rounds with mail of one size. */
    private static final class Series {
        private final Terms terms;
        private final Workbench bench;
        private final Mail mail;
        private final Letters letters;
        private final Map<String, String> settings;
        private final LogReader<byte[], byte[]> passed;
        private final LogReader<byte[], byte[]> written;
        private final LogReader<String, LiveRecord> live;
        private final LogReader<MailboxId, LedgerEntry> ledger;
        private final List<Pair> rates = new ArrayList<>();
        private final List<Pair> writing = new ArrayList<>();
        private final List<Pair> costs = new ArrayList<>();

        Series(Terms terms, Workbench bench, Mail mail, Map<String, String> settings) {
            this.terms = terms;
            this.bench = bench;
            this.mail = mail;
            this.letters = new Letters(mail.payload());
            this.settings = settings;
            this.passed = bench.reader(Workbench.PASSED);
            this.written = bench.reader(Workbench.WRITTEN);
            this.live = bench.reader(Workbench.LIVE);
            this.ledger = bench.reader(Topics.MAILBOX_LEDGER);
        }

        Series run() {
            MailRound.openSessions(bench.writer(), mail.mailboxes());
            bench.deliver(bench.writer().ends());
            live.read((mailbox, granted) -> {});
            ledger.read((mailbox, entry) -> {});
            for (int round = 0; round <= terms.pairs(); round++) {
                String pair = round == 0 ? "warm-up" : "pair " + round;
                terms.progress()
                        .step(mail.messages() + " messages, " + mail.title() + ", " + pair, round, terms.pairs() + 1);
                pair(round);
            }
            return this;
        }

        List<Comparison> comparisons() {
            return List.of(
                    new Comparison(
                            mail.title() + ": records a second, against the pass-through",
                            "records/s",
                            Optional.of(GOAL),
                            rates),
                    new Comparison(
                            mail.title() + ": the same, against a pass-through that writes as many records",
                            "records/s",
                            Optional.empty(),
                            writing),
                    cost());
        }

        Comparison cost() {
            return new Comparison(
                    mail.title() + ": processing threads' time a record", "µs/record", Optional.empty(), costs);
        }

        /** The first pair warms up and is not kept. */
        private void pair(int number) {
            MailRound round = new MailRound(mail.mailboxes(), mail.laps(), letters, number);
            long before = bench.writer().written();
            long passedBefore = passed.count();
            long writtenBefore = written.count();
            long oursBefore = live.count() + ledger.count();
            round.write(bench.writer());
            long records = bench.writer().written() - before;
            Map<TopicPartition, Long> ends = bench.writer().ends();
            Effort ours = bench.deliver(ends);
            ends.keySet().removeIf(place -> place.topic().equals(Topics.SESSION_EVENTS.name()));
            Effort theirs = bench.pass(ends);
            long writes = live.count() + ledger.count() - oursBefore;
            Effort writer = bench.passAndWrite(ends, (double) (writes - records) / records);
            MailCheck check = new MailCheck(round);
            live.read(check::live);
            ledger.read(check::ledger);
            check.over();
            if (passed.count() - passedBefore != records) {
                throw new BenchException("The pass-through passed on " + (passed.count() - passedBefore) + " of "
                        + records + " records");
            }
            long lacking = writes - (written.count() - writtenBefore);
            if (lacking < 0 || lacking > bench.installation().partitions()) {
                throw new BenchException(
                        "The pass-through that writes as much wrote " + lacking + " records less than " + writes);
            }
            settings.put("records", String.valueOf(records));
            settings.put("records written", String.valueOf(writes));
            if (number > 0) {
                rates.add(new Pair(ours.perSecond(records), theirs.perSecond(records)));
                writing.add(new Pair(ours.perSecond(records), writer.perSecond(records)));
                costs.add(new Pair(ours.cpuMicrosEach(records), theirs.cpuMicrosEach(records)));
            }
        }
    }
}
