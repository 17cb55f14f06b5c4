package io.restante.bench;

import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownBuilder;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.Prover;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** One tree size, measured again and again: the time of the thread at work, in microseconds. */
final class SettlementSeries {
    static final int VALUE_BYTES = 1_024;
    static final double HASHES_A_LEAF = 2.44;
    private static final int PROOFS = 1_000;
    private static final int BRUTE_FORCE = 5;
    private static final double ALLOWED_MICROS = 1_000;
    private static final long WEIGHT = 7;
    private static final Goal FREEZE = Goal.atMost(2, 1.2);
    private static final Goal IN_TIME = Goal.atMost(1, 0.1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Leaf[] arriving;
    private final LeavesInArray leaves;
    private final TreePath[] targets;
    private final PlainHashes hashes = new PlainHashes(VALUE_BYTES);
    private final List<Pair> inserts = new ArrayList<>();
    private final List<Pair> freezes = new ArrayList<>();
    private final List<Pair> proofs = new ArrayList<>();
    private final List<Pair> verdicts = new ArrayList<>();

    SettlementSeries(int count) {
        Random random = new Random(count);
        Leaf[] ordered = IntStream.range(0, count)
                .mapToObj(n -> path(random))
                .sorted()
                .map(path -> new Leaf(path, Bytes.of(bytes(random, VALUE_BYTES)), WEIGHT))
                .toArray(Leaf[]::new);
        leaves = new LeavesInArray(ordered);
        List<Leaf> shuffled = Arrays.asList(ordered.clone());
        Collections.shuffle(shuffled, random);
        arriving = shuffled.toArray(Leaf[]::new);
        targets = IntStream.range(0, PROOFS).mapToObj(n -> path(random)).toArray(TreePath[]::new);
    }

    int size() {
        return arriving.length;
    }

    /**
     * One pair of everything.
     *
     * @param kept whether it counts
     */
    void pair(boolean kept) {
        List<Pair> pairs = List.of(inserted(), frozen());
        Crown crown = freeze();
        List<ClosestProof> made = new ArrayList<>();
        Pair proof = proved(crown, made);
        Pair verdict = verified(crown.root(), made);
        if (kept) {
            inserts.add(pairs.getFirst());
            freezes.add(pairs.getLast());
            proofs.add(proof);
            verdicts.add(verdict);
        }
    }

    /** @throws BenchException when the root or a proof is not right */
    void check() {
        Crown crown = freeze();
        if (crown.root().count() != size() || crown.root().sum() != size() * WEIGHT) {
            throw new BenchException(
                    "the root of " + size() + " leaves says " + crown.root().count() + " of them, weighing "
                            + crown.root().sum());
        }
        Prover prover = new Prover(leaves, crown);
        for (TreePath target : Arrays.asList(targets).subList(0, BRUTE_FORCE)) {
            Leaf closest = Arrays.stream(arriving)
                    .reduce((one, other) -> distance(one, target).compareTo(distance(other, target)) <= 0 ? one : other)
                    .orElseThrow();
            ClosestProof proof = prover.closest(target).orElseThrow();
            if (!proof.closestPath().equals(closest.path().toBytes())
                    || !proof.closestValueHash().equals(Optional.of(closest.valueWeightCount()))) {
                throw new BenchException("the leaf closest to " + target + " is " + closest.path() + ", and "
                        + proof.closestPath() + " was proved");
            }
        }
    }

    List<Comparison> comparisons() {
        String size = String.format(java.util.Locale.ROOT, "%,d leaves: ", size());
        return List.of(
                new Comparison(
                        size + "insert, in memory, against one hash of its bytes",
                        "µs a leaf",
                        Optional.empty(),
                        inserts),
                new Comparison(size + "freeze, against its hashes alone", "µs a leaf", Optional.of(FREEZE), freezes),
                new Comparison(
                        size + "closest proof, 99 of 100 sooner, against what is allowed",
                        "µs",
                        Optional.of(IN_TIME),
                        proofs),
                new Comparison(size + "verify, against its hashes alone", "µs", Optional.empty(), verdicts));
    }

    double freezeMicros() {
        return comparisons().get(1).ours();
    }

    double proofMicros() {
        return comparisons().get(2).ours();
    }

    /** In the order of arrival, each with its digest. */
    private Pair inserted() {
        NodeHasher hasher = new NodeHasher();
        NavigableMap<TreePath, Digest> digests = new TreeMap<>();
        double ours = micros(() -> {
            for (Leaf leaf : arriving) {
                digests.put(leaf.path(), hasher.leaf(leaf));
            }
        });
        if (digests.size() != size()) {
            throw new BenchException(size() + " leaves were put in, and there are " + digests.size());
        }
        double theirs = micros(() -> hashes.leaves(size()));
        return new Pair(ours / size(), theirs / size());
    }

    private Pair frozen() {
        double ours = micros(this::freeze);
        double theirs = micros(() -> {
            hashes.leaves(size());
            hashes.inner(Math.round(size() * (HASHES_A_LEAF - 1)));
        });
        return new Pair(ours / size(), theirs / size());
    }

    private Crown freeze() {
        CrownBuilder builder = new CrownBuilder(Crown.depthFor(size()), new NodeHasher());
        for (int i = 0; i < size(); i++) {
            builder.add(leaves.at(i));
        }
        return builder.crown();
    }

    private Pair proved(Crown crown, List<ClosestProof> made) {
        Prover prover = new Prover(leaves, crown);
        double[] sorted = Arrays.stream(targets)
                .mapToDouble(
                        target -> micros(() -> made.add(prover.closest(target).orElseThrow())))
                .sorted()
                .toArray();
        return new Pair(sorted[sorted.length * 99 / 100], ALLOWED_MICROS);
    }

    private Pair verified(Digest root, List<ClosestProof> made) {
        Verifier verifier = new Verifier();
        Bytes expected = root.toBytes();
        double ours = micros(() -> {
            for (int i = 0; i < made.size(); i++) {
                Verdict verdict = verifier.closest(expected, targets[i].toBytes(), made.get(i));
                if (!verdict.equals(Verdict.ACCEPTED)) {
                    throw new BenchException("a proof of ours was refused: " + verdict);
                }
            }
        });
        long depths = made.stream().mapToLong(ClosestProof::depth).sum();
        double theirs = micros(() -> {
            hashes.leaves(made.size());
            hashes.inner(depths);
        });
        return new Pair(ours / made.size(), theirs / made.size());
    }

    private static double micros(Runnable work) {
        long before = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - before) / 1e3;
    }

    private static BigInteger distance(Leaf leaf, TreePath target) {
        return new BigInteger(1, leaf.path().toArray()).xor(new BigInteger(1, target.toArray()));
    }

    private static TreePath path(Random random) {
        return TreePath.of(bytes(random, TreePath.BYTES));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
