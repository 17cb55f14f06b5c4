package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.contract.Topics;
import io.restante.mailbox.MailboxRules;
import io.restante.topology.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether the cost of a mailbox is flat: what the processing thread works for an operation on one that holds much, or has held much, against
 * one that holds {@value #FEW}. All mailboxes are in one partition. Operations are measured a block at a time, with the commit that follows;
 * each block stands against one on the mailbox that holds few, measured right before it.
 */
final class BacklogBenchmark implements Benchmark {
    private static final int FEW = 10;
    private static final int DRAINED = 1_000_000;
    private static final int PARTITION = 0;
    private static final int LAPS = 300;
    private static final int TAKES = 3_000;
    private static final int FEWEST_TAKES = 30;
    private static final int TOGETHER = 100;
    private static final int CHUNK = 20_000;

    /** Where takes turn out to be dear, so many are enough as fill this time. */
    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private static final List<Integer> HELD = List.of(1_000, 10_000, 100_000);
    private static final int BYTES = 256;
    private static final Letters LETTERS = new Letters(BYTES);
    private static final Goal GOAL = Goal.atMost(1.3, 1.1);

    /** A mailbox, what is special about it, and another one that holds few, to measure it by; both live through the same. */
    private record Case(String title, BacklogMailbox few, BacklogMailbox mailbox, int held, int drained) {}

    /** What is done to a mailbox and measured; first what leaves nothing behind. */
    private enum Kind {
        TAKE("take " + FEW),
        ADD_AND_ACKNOWLEDGE("add and acknowledge");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private record Question(Kind kind, Case of) {}

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public String work() {
        return "add and acknowledge, and take " + FEW + ", with much held and after much was drained;"
                + " against a mailbox that holds " + FEW;
    }

    @Override
    public Outcome run(Terms terms) {
        int drained = terms.size().orElse(DRAINED);
        try (Workbench bench = new Workbench(terms, BacklogBenchmark::roomy)) {
            List<Case> cases = cases(bench, drained);
            Series series = new Series(terms, bench, cases);
            series.fill();
            series.measure();
            List<BacklogMailbox> mailboxes = cases.stream()
                    .flatMap(each -> Stream.of(each.few(), each.mailbox()))
                    .toList();
            terms.progress().step("checking", 1, 1);
            new BacklogCheck(mailboxes, FEW).check(bench);
            terms.progress().over();
            Map<String, String> settings = new LinkedHashMap<>(bench.settings());
            settings.put("payload", BYTES + " B");
            settings.put("drained", String.valueOf(drained));
            settings.put("block", LAPS * FEW + " adds and acknowledgements, or up to " + TAKES + " takes");
            settings.put(
                    "measured",
                    "the processing thread's time, commit included, on the application as it runs, RocksDB and changelog");
            return new Outcome(name(), work(), settings, series.comparisons(), series.slopes());
        }
    }

    private static Rules roomy(Rules rules) {
        MailboxRules box = rules.mailbox();
        return new Rules(
                new MailboxRules(
                        box.ttl(),
                        Integer.MAX_VALUE,
                        Long.MAX_VALUE / 2,
                        box.overflow(),
                        box.dedupeWindow(),
                        box.pageMaximum(),
                        box.pageBytes()),
                rules.session(),
                rules.delivery(),
                rules.tickInterval());
    }

    /** Mailboxes of the one partition, in the order of the store. */
    private static Iterator<BacklogMailbox> mailboxes(Workbench bench) {
        int partitions = bench.installation().partitions();
        return IntStream.range(100_000, 200_000)
                .mapToObj(n -> new MailboxId("backlog-" + n))
                .filter(id -> Utils.toPositive(Utils.murmur2(
                                        Topics.MAILBOX_MESSAGES.keys().encode(id)))
                                % partitions
                        == PARTITION)
                .map(id -> new BacklogMailbox(id, bench.writer(), LETTERS))
                .iterator();
    }

    /**
     * Those that hold much hold a tenth of what is drained at most: a short run has none of a long one's cases. The mailboxes that hold few come before all
     * others, so that none of them is next to one that is special.
     */
    private static List<Case> cases(Workbench bench, int drained) {
        Iterator<BacklogMailbox> mailboxes = mailboxes(bench);
        List<Integer> held = HELD.stream().filter(each -> each <= drained / 10).toList();
        Iterator<BacklogMailbox> few = Stream.generate(mailboxes::next)
                .limit(held.size() + 2L)
                .toList()
                .iterator();
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("next to one drained of " + drained, few.next(), mailboxes.next(), FEW, 0));
        cases.add(new Case("drained of " + drained, few.next(), mailboxes.next(), FEW, drained));
        held.forEach(each -> cases.add(new Case(each + " held", few.next(), mailboxes.next(), each, 0)));
        return cases;
    }

    /** One run: all mailboxes are filled, then measured by turns. */
    private static final class Series {
        private final Terms terms;
        private final InputWriter writer;
        private final GatedTopology delivery;
        private final List<Case> cases;
        private final Map<Question, List<Pair>> pairs = new LinkedHashMap<>();
        private final Map<Case, Integer> takes = new HashMap<>();

        Series(Terms terms, Workbench bench, List<Case> cases) {
            this.terms = terms;
            this.writer = bench.writer();
            this.delivery = bench.gatedDelivery();
            this.cases = cases;
        }

        void fill() {
            for (Case each : cases) {
                terms.progress().step("filling: " + each.title(), cases.indexOf(each), cases.size());
                each.few().add(FEW);
                fill(each);
            }
        }

        private void fill(Case each) {
            for (int left = each.drained(); left > 0; left -= CHUNK) {
                int chunk = Math.min(left, CHUNK);
                each.mailbox().add(chunk);
                writer.flush();
                for (int rest = chunk; rest > 0; rest -= TOGETHER) {
                    each.mailbox().acknowledgeTogether(Math.min(rest, TOGETHER));
                }
                goOn();
            }
            each.mailbox().add(each.held());
            goOn();
        }

        /** The first round warms up, shows how dear takes are, and is not kept. */
        void measure() {
            for (Kind kind : Kind.values()) {
                for (int round = 0; round <= terms.pairs(); round++) {
                    terms.progress()
                            .step(
                                    kind.title + ", " + (round == 0 ? "warm-up" : "pair " + round),
                                    round,
                                    terms.pairs() + 1);
                    for (Case each : cases) {
                        Pair pair = pair(kind, each);
                        if (round > 0) {
                            pairs.computeIfAbsent(new Question(kind, each), question -> new ArrayList<>())
                                    .add(pair);
                        }
                    }
                }
            }
        }

        private Pair pair(Kind kind, Case each) {
            double theirs = block(kind, each.few(), each);
            double ours = block(kind, each.mailbox(), each);
            if (kind == Kind.TAKE) {
                takes.put(each, Math.clamp((long) (ENOUGH.toNanos() / 1e3 / ours), FEWEST_TAKES, TAKES));
            }
            return new Pair(ours, theirs);
        }

        private double block(Kind kind, BacklogMailbox which, Case of) {
            return switch (kind) {
                case ADD_AND_ACKNOWLEDGE -> {
                    for (int lap = 0; lap < LAPS; lap++) {
                        which.add(FEW);
                        writer.flushIntoThePast();
                        which.acknowledge(FEW);
                        writer.flush();
                    }
                    yield goOn().cpuMicrosEach(LAPS * FEW);
                }
                case TAKE -> {
                    int operations = takes.getOrDefault(of, FEWEST_TAKES);
                    for (int n = 0; n < operations; n++) {
                        which.take(FEW);
                    }
                    yield goOn().cpuMicrosEach(operations);
                }
            };
        }

        private Stopwatch.Effort goOn() {
            writer.flush();
            Workbench.settle();
            return delivery.goOn(writer.ends());
        }

        List<Comparison> comparisons() {
            List<Comparison> comparisons = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                cases.forEach(each -> comparisons.add(comparison(kind, each)));
            }
            return comparisons;
        }

        private Comparison comparison(Kind kind, Case of) {
            return new Comparison(
                    kind.title + ", " + of.title(),
                    "µs",
                    Optional.of(GOAL),
                    pairs.getOrDefault(new Question(kind, of), List.of()));
        }

        List<Slope> slopes() {
            List<Slope> slopes = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                slopes.add(slope(kind, "messages drained before", Case::drained));
                if (cases.stream().anyMatch(each -> each.held() > FEW)) {
                    slopes.add(slope(kind, "messages held", Case::held));
                }
            }
            return slopes;
        }

        /** The first point is the mailbox that holds few, as it was measured beside the first of the others. */
        private Slope slope(Kind kind, String what, ToIntFunction<Case> size) {
            int least = size.applyAsInt(cases.getFirst());
            List<Case> more =
                    cases.stream().filter(each -> size.applyAsInt(each) > least).toList();
            List<Slope.Point> points = new ArrayList<>();
            points.add(new Slope.Point(least, comparison(kind, more.getFirst()).theirs()));
            more.forEach(each -> points.add(new Slope.Point(
                    size.applyAsInt(each), comparison(kind, each).ours())));
            return new Slope(kind.title, "µs", what, points);
        }
    }
}
