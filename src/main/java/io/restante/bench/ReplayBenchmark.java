package io.restante.bench;

import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.replay.Brokers;
import io.restante.replay.Ends;
import io.restante.replay.ReplayPlan;
import io.restante.replay.Shadow;
import io.restante.replay.ShadowName;
import io.restante.replay.ShadowReset;
import io.restante.topology.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/** How fast a shadow reads the inputs again, from the first record to the last, against a pass-through topology that reads the same. */
final class ReplayBenchmark implements Benchmark {
    private static final int RECORDS = 10_000_000;
    private static final double RECORDS_A_MESSAGE = 1.74;
    private static final int MAILBOXES = 10_000;
    private static final int LAPS = 30;
    private static final int FEWER = 4;
    private static final int BYTES = 256;
    private static final Goal GOAL = Goal.atLeast(0.45, 0.8);

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String work() {
        return "a shadow reads messages, hand-outs' acknowledgements, takes and theirs again, from the beginning, into stores and topics of its own, exactly once;"
                + " against a pass-through topology over the same records on the same broker";
    }

    @Override
    public Outcome run(Terms terms) {
        int records = terms.size().orElse(RECORDS);
        Map<String, String> settings = new LinkedHashMap<>();
        Series few = new Series(terms, Math.max(10, records / FEWER), new LinkedHashMap<>()).run();
        Series all = new Series(terms, records, settings).run();
        terms.progress().over();
        return new Outcome(
                name(),
                work(),
                settings,
                List.of(all.comparison()),
                List.of(new Slope("a record takes", "µs", "records", List.of(few.point(), all.point()))));
    }

    /** Replays of one log. */
    private static final class Series {
        private final Terms terms;
        private final MailRound round;
        private final Map<String, String> settings;
        private final List<Pair> rates = new ArrayList<>();
        private final int mailboxes;
        private long records;

        Series(Terms terms, int records, Map<String, String> settings) {
            this.terms = terms;
            this.settings = settings;
            int messages = (int) Math.max(4, records / RECORDS_A_MESSAGE);
            this.mailboxes = Math.clamp(messages / LAPS, 2, MAILBOXES);
            this.round = new MailRound(mailboxes, Math.max(1, messages / mailboxes), new Letters(BYTES), 1);
        }

        Series run() {
            try (Workbench bench = new Workbench(terms, Series::withoutGrace)) {
                terms.progress().step("writing " + round.messages() + " messages", 0, terms.pairs() + 2);
                MailRound.openSessions(bench.writer(), mailboxes);
                round.write(bench.writer());
                records = bench.writer().written();
                settings.putAll(bench.settings());
                settings.put("records", String.valueOf(records));
                settings.put("messages", String.valueOf(round.messages()));
                settings.put("guarantee of the shadow", "exactly_once_v2");
                StreamsConfig config = bench.installation().shadow(new ShadowName("any"));
                int threads = config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG);
                settings.put("threads", threads + " of the shadow and of the pass-through");
                for (int pair = 0; pair <= terms.pairs(); pair++) {
                    String which = pair == 0 ? "warm-up" : "pair " + pair;
                    terms.progress().step(records + " records, " + which, pair + 1, terms.pairs() + 2);
                    double ours = shadow(bench, new ShadowName("pair-" + pair));
                    double theirs = bench.passAnew(pair, threads).perSecond(records);
                    if (pair > 0) {
                        rates.add(new Pair(ours, theirs));
                    }
                }
            }
            return this;
        }

        /** The log has no ticks: what waited for the end of a grace would wait for ever. */
        private static Rules withoutGrace(Rules rules) {
            DeliveryRules delivery = rules.delivery();
            return new Rules(
                    rules.mailbox(),
                    rules.session(),
                    new DeliveryRules(
                            Duration.ZERO,
                            delivery.acknowledgementWait(),
                            delivery.acknowledgementWaitMaximum(),
                            delivery.inflight(),
                            delivery.inflightBytes(),
                            delivery.maxAttempts()),
                    rules.group(),
                    rules.tickInterval(),
                    rules.partitions());
        }

        Comparison comparison() {
            return new Comparison("records a second, against the pass-through", "records/s", Optional.of(GOAL), rates);
        }

        Slope.Point point() {
            return new Slope.Point(records, 1e6 / comparison().ours());
        }

        /** From the first record applied until all are, and are committed. */
        private double shadow(Workbench bench, ShadowName name) {
            StreamsConfig config = bench.installation().shadow(name);
            String applicationId = name.applicationId(bench.installation().applicationId());
            bench.makeTopics(Shadow.topics(name, bench.rules(), config));
            Brokers brokers = bench.brokers();
            Set<TopicPartition> places = brokers.places(ReplayPlan.inputs());
            brokers.commit(applicationId, brokers.earliest(places));
            Workbench.settle();
            long startedAt = 0;
            try (Shadow shadow =
                    new Shadow(name, bench.rules(), config, brokers, new Ends(brokers.latest(places)), 0)) {
                while (!shadow.done()) {
                    if (startedAt == 0 && shadow.applied() > 0) {
                        startedAt = System.nanoTime();
                    }
                    LockSupport.parkNanos(1_000_000);
                }
            }
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            check(bench, name);
            ShadowReset.of(brokers, name, bench.installation().applicationId(), bench.states())
                    .execute(brokers);
            return records / seconds;
        }

        private void check(Workbench bench, ShadowName name) {
            MailCheck check = new MailCheck(round);
            try (LogReader<String, LiveRecord> live =
                            bench.readerOf(Topics.gateways().shadow(name.prefix()));
                    var ledger = bench.readerOf(Topics.MAILBOX_LEDGER.shadow(name.prefix()))) {
                live.read((mailbox, record) -> {
                    if (record instanceof LiveRecord.HandOut
                            || (record instanceof LiveRecord.Reply reply && reply.reply() instanceof Taken)) {
                        check.live(mailbox, record);
                    }
                });
                ledger.read(check::ledger);
            }
            check.over();
        }
    }
}
