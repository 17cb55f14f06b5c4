package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.Payload;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.MailboxRules;
import io.restante.topology.Rules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether the cost of a mailbox is flat: what the processing thread works for an operation on one that holds much, or has held much, against
 * one that holds {@value #FEW}. All mailboxes are in one partition, and the operations on each follow those on the others on the log, so that
 * one thread does them by turns.
 */
final class BacklogBenchmark implements Benchmark {
    private static final int FEW = 10;
    private static final int DRAINED = 1_000_000;
    private static final int PARTITION = 0;
    private static final int LAPS = 300;
    private static final int TAKES = 1_000;
    private static final int TOGETHER = 100;
    private static final int CHUNK = 20_000;
    private static final Payload PAYLOAD = TopologyBenchmark.text(256);
    private static final Goal GOAL = Goal.atMost(1.3, 1.1);

    /** A mailbox and what is special about it. */
    private record Case(String title, BacklogMailbox mailbox, int held, int drained) {}

    /** Operations of one kind on one case's mailbox, between two places on the log. */
    private record Block(String kind, int round, Case which, long from, long to, int operations) {}

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
            terms.progress().step("filling", 0, terms.pairs() + 2);
            cases.forEach(each -> fill(bench.writer(), each));
            bench.deliver(bench.writer().ends());
            terms.progress().step("writing operations", 1, terms.pairs() + 2);
            List<Block> blocks = operations(bench.writer(), cases, terms.pairs());
            terms.progress().step("measuring", 2, terms.pairs() + 2);
            Laps laps = bench.deliverInLaps(bench.writer().ends(), Topics.MAILBOX_COMMANDS.name(), borders(blocks));
            check(bench, cases, terms.pairs());
            terms.progress().over();
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("payload", PAYLOAD.size() + " B");
            settings.put("drained", String.valueOf(drained));
            settings.put(
                    "measured", "the processing thread's time, on the application as it runs, RocksDB and changelog");
            return new Outcome(name(), work(), settings, comparisons(blocks, cases, laps));
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

    /** Named so that the one before the drained one, in the order of the store, is its neighbour. */
    private static List<Case> cases(Workbench bench, int drained) {
        int partitions = bench.installation().partitions();
        List<BacklogMailbox> mailboxes = IntStream.range(100_000, 200_000)
                .mapToObj(n -> new MailboxId("backlog-" + n))
                .filter(id -> Utils.toPositive(Utils.murmur2(
                                        Topics.MAILBOX_MESSAGES.keys().encode(id)))
                                % partitions
                        == PARTITION)
                .limit(6)
                .map(id -> new BacklogMailbox(id, bench.writer(), PAYLOAD))
                .toList();
        return List.of(
                new Case(FEW + " held", mailboxes.get(0), FEW, 0),
                new Case("next to one that was drained of " + drained, mailboxes.get(1), FEW, 0),
                new Case("drained of " + drained, mailboxes.get(2), FEW, drained),
                new Case("1,000 held", mailboxes.get(3), 1_000, 0),
                new Case("10,000 held", mailboxes.get(4), 10_000, 0),
                new Case("100,000 held", mailboxes.get(5), 100_000, 0));
    }

    private static void fill(InputWriter writer, Case each) {
        for (int left = each.drained(); left > 0; left -= CHUNK) {
            int chunk = Math.min(left, CHUNK);
            each.mailbox().add(chunk);
            writer.flush();
            for (int rest = chunk; rest > 0; rest -= TOGETHER) {
                each.mailbox().acknowledgeTogether(Math.min(rest, TOGETHER));
            }
            writer.flush();
        }
        each.mailbox().add(each.held());
        writer.flush();
    }

    private static List<Block> operations(InputWriter writer, List<Case> cases, int rounds) {
        List<Block> blocks = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            for (Case each : cases) {
                long from = last(writer);
                for (int lap = 0; lap < LAPS; lap++) {
                    each.mailbox().add(FEW);
                    writer.flush();
                    each.mailbox().acknowledge(FEW);
                    writer.flush();
                }
                blocks.add(new Block("add and acknowledge", round, each, from, last(writer), LAPS * FEW));
            }
            for (Case each : cases) {
                long from = last(writer);
                for (int n = 0; n < TAKES; n++) {
                    each.mailbox().take(FEW);
                }
                writer.flush();
                blocks.add(new Block("take " + FEW, round, each, from, last(writer), TAKES));
            }
        }
        return blocks;
    }

    /** The offset of the last command written. */
    private static long last(InputWriter writer) {
        return writer.ends().getOrDefault(new TopicPartition(Topics.MAILBOX_COMMANDS.name(), PARTITION), 0L) - 1;
    }

    /** The first block is only a start for the second: what it is measured from was processed before. */
    private static List<Long> borders(List<Block> blocks) {
        return blocks.stream().map(Block::to).toList();
    }

    private static List<Comparison> comparisons(List<Block> blocks, List<Case> cases, Laps laps) {
        List<Comparison> comparisons = new ArrayList<>();
        Case few = cases.getFirst();
        for (String kind : blocks.stream().map(Block::kind).distinct().toList()) {
            for (Case each : cases.subList(1, cases.size())) {
                List<Pair> pairs = new ArrayList<>();
                List<Double> theirs = micros(blocks, kind, few, laps);
                List<Double> ours = micros(blocks, kind, each, laps);
                for (int n = 0; n < ours.size(); n++) {
                    pairs.add(new Pair(ours.get(n), theirs.get(n)));
                }
                comparisons.add(new Comparison(kind + ", " + each.title(), "µs", Optional.of(GOAL), pairs));
            }
        }
        return comparisons;
    }

    private static List<Double> micros(List<Block> blocks, String kind, Case which, Laps laps) {
        return blocks.stream()
                .filter(block -> block.round() > 0)
                .filter(block -> block.kind().equals(kind) && block.which().equals(which))
                .map(block -> laps.between(block.from(), block.to()).toNanos() / 1e3 / block.operations())
                .toList();
    }

    /** Every message was stored once, those acknowledged left once, and every take found as many as it asked for. */
    private static void check(Workbench bench, List<Case> cases, int rounds) {
        AtomicLong stored = new AtomicLong();
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong taken = new AtomicLong();
        bench.reader(Topics.MAILBOX_LEDGER).read((mailbox, entry) -> {
            (entry.event() == Step.STORED ? stored : acknowledged).incrementAndGet();
            if (entry.event() != Step.STORED && entry.event() != Step.ACKNOWLEDGED) {
                throw new BenchException("Unexpected in the ledger: " + entry);
            }
        });
        bench.reader(Workbench.LIVE).read((mailbox, record) -> {
            if (!(record instanceof LiveRecord.Reply reply)
                    || !(reply.reply() instanceof Taken answer)
                    || answer.messages().size() != FEW) {
                throw new BenchException("Unexpected on " + Workbench.LIVE + ": " + record);
            }
            taken.incrementAndGet();
        });
        Stream<BacklogMailbox> mailboxes = cases.stream().map(Case::mailbox);
        List<Long> expected = mailboxes
                .map(each -> List.of(each.added(), each.acknowledged(), (long) TAKES * (rounds + 1)))
                .reduce(
                        List.of(0L, 0L, 0L),
                        (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1), a.get(2) + b.get(2)));
        List<Long> found = List.of(stored.get(), acknowledged.get(), taken.get());
        if (!found.equals(expected)) {
            throw new BenchException("Stored, acknowledged, takes: expected " + expected + ", found " + found);
        }
    }
}
