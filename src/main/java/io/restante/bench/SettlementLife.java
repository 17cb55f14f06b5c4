package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import io.restante.contract.Position;
import io.restante.contract.SettlementTopics;
import io.restante.settlement.Block;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.SessionHeights;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;

/**
 * The life of one relay session in the settlement topology, on a broker of its own: relays come in parts, each beside the pass-through over the same records; then the tree is
 * frozen, opened, and deleted while another session's relays come in.
 */
final class SettlementLife {
    private static final int PROOFS = 1_000;
    private static final double ALLOWED_MICROS = 1_000;
    private static final int IDLE_RELAYS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AT_REST = Duration.ofSeconds(3);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final double MIB = 1 << 20;
    private static final Goal INSERT = Goal.atLeast(0.4, 0.8);
    private static final Goal IN_TIME = Goal.atMost(1, 0.1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Terms terms;
    private final int size;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Pair> rates = new ArrayList<>();
    private final List<Pair> costs = new ArrayList<>();
    private final List<Pair> freezes = new ArrayList<>();
    private final List<Pair> proofs = new ArrayList<>();
    private final List<Pair> waits = new ArrayList<>();
    private final List<Pair> disk = new ArrayList<>();

    SettlementLife(Terms terms, int leaves) {
        this.terms = terms;
        this.size = leaves;
    }

    SettlementLife run() {
        try (Workbench bench = new Workbench(terms, UnaryOperator.identity())) {
            RelaysForBench relays = new RelaysForBench(
                    RelaysForBench.session(bench.installation().chain(), 1, 0), SettlementSeries.VALUE_BYTES);
            settings.putAll(bench.settings(bench.installation().settlement("bench")));
            block(bench, 1);
            RunningSettlement settlement = new RunningSettlement(bench);
            insert(bench, settlement, relays);
            settlement.free();
            SubmitClaim claim = freeze(bench, settlement, relays);
            open(settlement, relays.key(), claim);
            end(bench, settlement, relays.key(), claim);
            delete(bench, settlement, relays.key());
        }
        return this;
    }

    List<Comparison> comparisons() {
        String of = String.format(java.util.Locale.ROOT, "%,d leaves on the broker: ", size);
        return List.of(
                new Comparison(of + "insert, against the pass-through", "relays/s", Optional.of(INSERT), rates),
                new Comparison(of + "insert, processing thread's time", "µs a relay", Optional.empty(), costs),
                new Comparison(
                        of + "freeze, from the store, against its hashes alone",
                        "µs a leaf",
                        Optional.empty(),
                        freezes),
                new Comparison(
                        of + "closest proof, from the store, 99 of 100 sooner, against what is allowed",
                        "µs",
                        Optional.of(IN_TIME),
                        proofs),
                new Comparison(
                        of + "longest wait of another session's relay while they are deleted, against before",
                        "ms",
                        Optional.empty(),
                        waits),
                new Comparison(of + "disk after they were deleted, against before", "MiB", Optional.empty(), disk));
    }

    /** What its figures depend on. */
    Map<String, String> settings() {
        return settings;
    }

    double proofMicros() {
        return comparisons().get(3).ours();
    }

    double insertMicros() {
        return 1e6 / comparisons().getFirst().ours();
    }

    /** In parts of which the first warms up and is not kept. */
    private void insert(Workbench bench, RunningSettlement settlement, RelaysForBench relays) {
        GatedTopology passThrough = bench.gatedPassThroughExactlyOnce(SettlementTopics.RELAYS);
        int parts = terms.pairs() + 1;
        LogReader<byte[], byte[]> passed = bench.reader(Workbench.PASSED);
        int written = 0;
        for (int part = 0; part < parts; part++) {
            terms.progress()
                    .step(size + " leaves, " + (part == 0 ? "warm-up" : "pair " + part) + " of inserts", part, parts);
            int count = (size - written) / (parts - part);
            long passedBefore = passed.count();
            relays.write(bench.writer(), written, count);
            written += count;
            Map<TopicPartition, Long> ends = bench.ends(SettlementTopics.RELAYS);
            Workbench.settle();
            Effort ours = settlement.until(ends);
            Workbench.settle();
            Effort theirs = passThrough.goOn(ends);
            if (passed.count() - passedBefore < count) {
                throw new BenchException("The pass-through did not pass on all of " + count + " relays");
            }
            if (part > 0) {
                rates.add(new Pair(ours.perSecond(count), theirs.perSecond(count)));
                costs.add(new Pair(ours.cpuMicrosEach(count), theirs.cpuMicrosEach(count)));
            }
        }
    }

    /** Until the claim is on its way. */
    private SubmitClaim freeze(Workbench bench, RunningSettlement settlement, RelaysForBench relays) {
        terms.progress().step(size + " leaves, freeze", 0, 1);
        SessionHeights heights = bench.installation().chain().heights(relays.session());
        List<SubmitClaim> claims = new ArrayList<>();
        LogReader<SupplierSession, SubmitClaim> reader = bench.reader(SettlementTopics.CLAIMS);
        Stopwatch stopwatch = new Stopwatch(settlement.applicationId());
        stopwatch.record();
        block(bench, heights.claim().open());
        await("the claim of " + size + " leaves", () -> {
            reader.read((key, claim) -> claims.add(claim));
            return !claims.isEmpty();
        });
        Effort ours = stopwatch.stop();
        SubmitClaim claim = claims.getFirst();
        if (claim.root().count() != size || claim.root().sum() != size * RelaysForBench.UNITS) {
            throw new BenchException("the claim of " + size + " relays is of " + claim.root());
        }
        PlainHashes hashes = new PlainHashes(SettlementSeries.VALUE_BYTES);
        double theirs = micros(() -> {
            hashes.leaves(size);
            hashes.inner(Math.round(size * (SettlementSeries.HASHES_A_LEAF - 1)));
        });
        freezes.add(new Pair(ours.cpuMicrosEach(size), theirs / size));
        return claim;
    }

    private void open(RunningSettlement settlement, SupplierSession key, SubmitClaim claim) {
        Random random = new Random(size);
        Verifier verifier = new Verifier();
        for (int round = 0; round <= terms.pairs(); round++) {
            terms.progress().step(size + " leaves, proofs", round, terms.pairs() + 1);
            double[] sorted = new double[PROOFS];
            for (int n = 0; n < PROOFS; n++) {
                byte[] path = new byte[TreePath.BYTES];
                random.nextBytes(path);
                TreePath target = TreePath.of(path);
                List<ClosestProof> made = new ArrayList<>();
                sorted[n] = micros(
                        () -> made.add(settlement.queries().proof(key, target).orElseThrow()));
                Verdict verdict = verifier.closest(Bytes.hex(claim.root().hex()), target.toBytes(), made.getFirst());
                if (!verdict.equals(Verdict.ACCEPTED)) {
                    throw new BenchException("a proof of ours was refused: " + verdict);
                }
            }
            Arrays.sort(sorted);
            if (round > 0) {
                proofs.add(new Pair(sorted[PROOFS * 99 / 100], ALLOWED_MICROS));
            }
        }
    }

    /** The claim and the proof are included: the session is over, and its leaves wait for the next block to be deleted. */
    private void end(Workbench bench, RunningSettlement settlement, SupplierSession key, SubmitClaim claim) {
        SessionHeights heights = bench.installation().chain().heights(claim.session());
        LogReader<SupplierSession, ?> sent = bench.reader(SettlementTopics.PROOFS);
        told(bench, key, Kind.CLAIM, heights.claim().open());
        block(bench, heights.seed());
        block(bench, heights.proof().open());
        await("the proof", () -> sent.count() > 0);
        told(bench, key, Kind.PROOF, heights.proof().open());
        await("the end of the session", () -> settlement.deletes(key, partition(bench, key)));
    }

    private void delete(Workbench bench, RunningSettlement settlement, SupplierSession key) {
        terms.progress().step(size + " leaves, deletion", 0, 1);
        ChainParameters chain = bench.installation().chain();
        long height = chain.heights(RelaysForBench.session(chain, 1, 0)).proof().open() + 1;
        RelaysForBench others = neighbour(bench, key, height);
        double idle = longestWait(bench, settlement, others, 0, sent -> sent < IDLE_RELAYS);
        double before = settlement.bytesOfLeaves() / MIB;
        block(bench, height);
        int partition = partition(bench, key);
        double busy = longestWait(
                bench, settlement, others, IDLE_RELAYS, sent -> sent < 1 || settlement.deletes(key, partition));
        waits.add(new Pair(busy, idle));
        disk.add(new Pair(atRest(settlement) / MIB, before));
    }

    /** Whether another one is sent. */
    private interface More {
        boolean after(int sent);
    }

    /** One relay at a time: the longest that it took until it was recorded, in milliseconds. */
    private static double longestWait(
            Workbench bench, RunningSettlement settlement, RelaysForBench relays, int from, More more) {
        long longest = 0;
        try (InputWriter writer = bench.promptWriter()) {
            for (int sent = 0; more.after(sent); sent++) {
                long start = System.nanoTime();
                Position place = writer.append(SettlementTopics.RELAYS, relays.key(), relays.relay(from + sent));
                settlement.applied().await(place, PATIENCE);
                longest = Math.max(longest, System.nanoTime() - start);
            }
        }
        return longest / 1e6;
    }

    /** What is on disk once it has not become less for a while. */
    private static long atRest(RunningSettlement settlement) {
        long least = settlement.bytesOfLeaves();
        long since = System.nanoTime();
        while (System.nanoTime() - since < AT_REST.toNanos()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            long now = settlement.bytesOfLeaves();
            if (now < least) {
                least = now;
                since = System.nanoTime();
            }
        }
        return settlement.bytesOfLeaves();
    }

    /** Relays of another session on the same partition, which is open at this height. */
    private static RelaysForBench neighbour(Workbench bench, SupplierSession key, long height) {
        for (int application = 1; ; application++) {
            RelaysForBench relays = new RelaysForBench(
                    RelaysForBench.session(bench.installation().chain(), height, application),
                    SettlementSeries.VALUE_BYTES);
            if (partition(bench, relays.key()) == partition(bench, key)) {
                return relays;
            }
        }
    }

    private static int partition(Workbench bench, SupplierSession key) {
        return SettlementTopics.RELAYS.partition(key, bench.installation().partitions());
    }

    private static void block(Workbench bench, long height) {
        bench.writer()
                .writeEverywhere(
                        SettlementTopics.BLOCKS, new Block(height, RelaysForBench.hash(height), Instant.now()));
        bench.writer().flush();
    }

    private static void told(Workbench bench, SupplierSession key, Kind kind, long height) {
        bench.writer()
                .write(
                        SettlementTopics.TRANSACTIONS,
                        key,
                        new TransactionEvent(kind, 1, Outcome.INCLUDED, height, Optional.empty()));
        bench.writer().flush();
    }

    private static void await(String what, BooleanSupplier holds) {
        Patience.until(what + " is there", PATIENCE, holds);
    }

    private static double micros(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3;
    }
}
