package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How long a message takes from {@code mailbox.messages} to its gateway's topic, against the pass-through and a raw hop. */
final class HopBenchmark implements Benchmark {
    private static final List<Integer> RATES = List.of(500, 5_000);
    private static final Duration LENGTH = Duration.ofSeconds(3);

    /** Rounds that are not kept. In the first ones compilers take half of the processors, and a process that serves people has left them behind after minutes. */
    private static final int WARM_UP = 5;

    private static final int SESSIONS = 1_000;
    private static final Payload PAYLOAD = Letters.one(256);
    private static final Goal GOAL = Goal.atMost(2, 1.3);
    private static final Topic<byte[], byte[]> RAW = Workbench.bytes("bench.raw", true);
    private static final Topic<byte[], byte[]> PASS_IN = Workbench.bytes("bench.in", true);

    @Override
    public String name() {
        return "hop";
    }

    @Override
    public String work() {
        return "a record on mailbox.messages until it is read from the gateway's topic;"
                + " against the pass-through, and against produce and consume";
    }

    @Override
    public Outcome run(Terms terms) {
        List<Series> all = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (int rate : RATES) {
            try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
                settings.putAll(bench.settings());
                bench.makeTopics(List.of(RAW, PASS_IN));
                MailRound.openSessions(bench.writer(), 2 * SESSIONS);
                bench.deliver(bench.writer().ends());
                RunningDelivery delivery = bench.startDelivery();
                bench.startPassThrough(PASS_IN.name());
                all.add(new Series(terms, bench, delivery, rate).run());
            }
        }
        terms.progress().over();
        settings.put("payload", PAYLOAD.size() + " B");
        settings.put("sessions", String.valueOf(SESSIONS));
        settings.put("length", LENGTH.toSeconds() + " s a measurement");
        settings.put("warm-up", WARM_UP + " rounds at " + Collections.max(RATES) + "/s");
        return new Outcome(
                name(),
                work(),
                settings,
                all.stream().flatMap(series -> series.comparisons().stream()).toList(),
                List.of(new Slope(
                        "hop, p50",
                        "ms",
                        "records a second",
                        all.stream()
                                .map(series -> new Slope.Point(series.rate(), series.median()))
                                .toList())));
    }

    /** The measurements at one rate. */
    private static final class Series {
        private final Terms terms;
        private final Workbench bench;
        private final RunningDelivery delivery;
        private final InputWriter prompt;
        private final int rate;
        private final List<Latencies> ours = new ArrayList<>();
        private final List<Latencies> passed = new ArrayList<>();
        private final List<Latencies> raw = new ArrayList<>();

        Series(Terms terms, Workbench bench, RunningDelivery delivery, int rate) {
            this.terms = terms;
            this.bench = bench;
            this.delivery = delivery;
            this.prompt = bench.promptWriter();
            this.rate = rate;
        }

        /** The first rounds warm up, as fast as any, and are not kept. */
        Series run() {
            int rounds = WARM_UP + terms.pairs();
            for (int round = 0; round < rounds; round++) {
                terms.progress().step(rate + "/s, round " + round, round, rounds);
                boolean kept = round >= WARM_UP;
                int pace = kept ? rate : Collections.max(RATES);
                int records = terms.size().orElse((int) (pace * LENGTH.toSeconds()));
                Latencies mail = mail(round, records, pace);
                Latencies bytes = bytes(PASS_IN, Workbench.PASSED, records, pace);
                Latencies hop = bytes(RAW, RAW, records, pace);
                if (kept) {
                    ours.add(mail);
                    passed.add(bytes);
                    raw.add(hop);
                }
            }
            return this;
        }

        int rate() {
            return rate;
        }

        /** The median of the rounds' medians, in milliseconds. */
        double median() {
            return comparison("p50", Optional.empty(), ours, passed, 0.5).ours();
        }

        List<Comparison> comparisons() {
            return List.of(
                    comparison("p50, against the pass-through", Optional.of(GOAL), ours, passed, 0.5),
                    comparison("p99, against the pass-through", Optional.of(GOAL), ours, passed, 0.99),
                    comparison("p50, against a raw hop", Optional.empty(), ours, raw, 0.5),
                    comparison("p99, against a raw hop", Optional.empty(), ours, raw, 0.99));
        }

        private Comparison comparison(
                String title, Optional<Goal> goal, List<Latencies> ours, List<Latencies> theirs, double share) {
            List<Pair> pairs = new ArrayList<>();
            for (int n = 0; n < ours.size(); n++) {
                pairs.add(new Pair(ours.get(n).quantile(share), theirs.get(n).quantile(share)));
            }
            return new Comparison(rate + "/s: " + title, "ms", goal, pairs);
        }

        /** Messages for live mailboxes; they are acknowledged when all have been read. */
        private Latencies mail(int round, int records, int pace) {
            Latencies latencies = new Latencies(records);
            Workbench.settle();
            try (Listener listener = listen(Workbench.LIVE.name(), record -> {
                for (MessageId id : handedOut(record)) {
                    latencies.arrived(
                            Integer.parseInt(id.value().substring(id.value().lastIndexOf('-') + 1)));
                }
            })) {
                Pace.each(records, pace, n -> {
                    latencies.left(n);
                    prompt.write(
                            Topics.MAILBOX_MESSAGES,
                            mailbox(n),
                            AddMessage.of(PAYLOAD).withId(id(round, n)));
                });
                listener.await(latencies);
            }
            for (int n = 0; n < records; n++) {
                MailboxCommand acknowledge = new AcknowledgeMessages(List.of(id(round, n)));
                bench.writer().write(Topics.MAILBOX_COMMANDS, mailbox(n), CommandRequest.of(acknowledge));
            }
            bench.writer().flush();
            delivery.awaitApplied(bench.writer().ends());
            return latencies;
        }

        private static MailboxId mailbox(int n) {
            return MailRound.mailbox(2 * (n % SESSIONS));
        }

        private static MessageId id(int round, int n) {
            return new MessageId("hop-" + round + "-" + n);
        }

        private static List<MessageId> handedOut(ConsumerRecord<byte[], byte[]> record) {
            return LogReader.decoded(Workbench.LIVE, record.value()) instanceof LiveRecord.HandOut out
                    ? out.messages().stream().map(message -> message.id()).toList()
                    : List.of();
        }

        private Latencies bytes(Topic<byte[], byte[]> to, Topic<byte[], byte[]> from, int records, int pace) {
            Latencies latencies = new Latencies(records);
            Workbench.settle();
            byte[] value = PAYLOAD.json();
            try (Listener listener = listen(
                    from.name(),
                    record -> latencies.arrived(Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8))))) {
                Pace.each(records, pace, n -> {
                    latencies.left(n);
                    prompt.writeBytes(to.name(), String.valueOf(n).getBytes(StandardCharsets.UTF_8), value);
                });
                listener.await(latencies);
            }
            return latencies;
        }

        private Listener listen(String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> heard) {
            return new Listener(
                    bench.installation().clients(), topic, bench.installation().partitions(), heard);
        }
    }
}
