package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Proofs of every shape get a verdict, and none but the true leaf passes. */
class VerifierFuzzTest {
    private final Verifier verifier = new Verifier();

    @Test
    void aProofThatWasTamperedWithShowsTheTrueLeafOrIsRefused() {
        Seeds.each(3_000, seed -> {
            Trees trees = new Trees(seed % 50);
            Random random = new Random(seed);
            List<Leaf> leaves = new ArrayList<>(trees.leaves(40));
            leaves.add(trees.leaf(trees.path()));
            LeavesInMemory kept = Trees.kept(leaves);
            Crown crown = kept.crown(Overflow.REFUSED);
            TreePath target = trees.target(leaves);
            ClosestProof honest = new Prover(kept, crown).closest(target).orElseThrow();
            ClosestProof other = new Prover(kept, crown)
                    .closest(new Trees(seed).target(leaves))
                    .orElseThrow();
            Bytes root = crown.root().toBytes();
            ClosestProof damaged = honest;
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                damaged = damage(damaged, other, random);
            }
            Verdict verdict = verifier.closest(root, target.toBytes(), damaged);
            if (verdict.equals(Verdict.ACCEPTED)) {
                assertThat(damaged.closestPath()).isEqualTo(honest.closestPath());
                assertThat(damaged.closestValueHash()).isEqualTo(honest.closestValueHash());
                assertThat(Vectors.withoutSibling(damaged.closestProof()))
                        .isEqualTo(Vectors.withoutSibling(honest.closestProof()));
            }
        });
    }

    @Test
    void bytesOfAnyShapeGetAVerdict() {
        Seeds.each(5_000, seed -> {
            Random random = new Random(seed);
            ClosestProof proof = new ClosestProof(
                    bytes(random, TreePath.BYTES),
                    numbers(random),
                    number(random),
                    bytes(random, TreePath.BYTES),
                    maybe(random, 40),
                    merkle(random));
            Bytes root = bytes(random, Digest.BYTES);
            Bytes path = random.nextBoolean() ? proof.path() : bytes(random, TreePath.BYTES);
            assertThat(verifier.closest(root, path, proof)).isInstanceOf(Verdict.Refused.class);
            TreePath where = new Trees(seed).path();
            assertThat(verifier.member(root, where, bytes(random, 40), proof.closestProof()))
                    .isInstanceOf(Verdict.Refused.class);
            assertThat(verifier.absent(root, where, proof.closestProof())).isNotNull();
        });
    }

    @Test
    void compactBytesOfAnyShapeGetAVerdict() {
        Seeds.each(5_000, seed -> {
            Random random = new Random(seed);
            CompactMerkleProof merkle = new CompactMerkleProof(
                    merkle(random).sideNodes(),
                    maybe(random, 60),
                    bytes(random, 2),
                    number(random),
                    maybe(random, NodeHasher.INNER_BYTES));
            CompactClosestProof proof = new CompactClosestProof(
                    bytes(random, TreePath.BYTES),
                    List.of(bytes(random, 1), bytes(random, 2)),
                    bytes(random, 1),
                    bytes(random, TreePath.BYTES),
                    maybe(random, 40),
                    merkle);
            assertThat(verifier.closest(bytes(random, Digest.BYTES), proof.path(), proof))
                    .isInstanceOf(Verdict.Refused.class);
        });
    }

    @Test
    void bytesOfAnyShapeAreANodeOrNone() {
        NodeBytes nodes = new NodeBytes(new NodeHasher());
        Seeds.each(5_000, seed -> {
            Random random = new Random(seed);
            byte[] node = bytes(random, random.nextBoolean() ? NodeHasher.INNER_BYTES : 99)
                    .toArray();
            if (node.length > 2) {
                node[0] = (byte) random.nextInt(4);
            }
            assertThat(nodes.digest(Bytes.of(node))).isNotNull();
        });
    }

    private static ClosestProof damage(ClosestProof proof, ClosestProof other, Random random) {
        MerkleProof merkle = proof.closestProof();
        List<Bytes> sides = new ArrayList<>(merkle.sideNodes());
        List<Integer> flipped = new ArrayList<>(proof.flippedBits());
        return switch (random.nextInt(13)) {
            case 0 -> with(proof, flipped, number(random), merkle);
            case 1 -> {
                flipped.add(random.nextInt(flipped.size() + 1), number(random));
                yield with(proof, flipped, proof.depth(), merkle);
            }
            case 2 -> {
                if (!flipped.isEmpty()) {
                    flipped.remove(random.nextInt(flipped.size()));
                }
                yield with(proof, flipped, proof.depth(), merkle);
            }
            case 3 -> {
                sides.add(
                        random.nextInt(sides.size() + 1),
                        random.nextBoolean() ? CompactMerkleProof.ZERO : bytes(random, 48));
                yield with(
                        proof,
                        flipped,
                        sides.size(),
                        new MerkleProof(sides, merkle.nonMembershipLeaf(), merkle.sibling()));
            }
            case 4 -> {
                if (!sides.isEmpty()) {
                    sides.remove(random.nextInt(sides.size()));
                }
                yield with(
                        proof,
                        flipped,
                        sides.size(),
                        new MerkleProof(sides, merkle.nonMembershipLeaf(), Optional.empty()));
            }
            case 5 -> {
                if (!sides.isEmpty()) {
                    int at = random.nextInt(sides.size());
                    sides.set(at, bent(sides.get(at), random));
                }
                yield with(
                        proof,
                        flipped,
                        proof.depth(),
                        new MerkleProof(sides, merkle.nonMembershipLeaf(), merkle.sibling()));
            }
            case 6 -> with(proof, flipped, proof.depth(), new MerkleProof(sides, maybe(random, 60), merkle.sibling()));
            case 7 ->
                with(
                        proof,
                        flipped,
                        proof.depth(),
                        new MerkleProof(sides, merkle.nonMembershipLeaf(), maybe(random, NodeHasher.INNER_BYTES)));
            case 8 ->
                new ClosestProof(
                        proof.path(),
                        flipped,
                        proof.depth(),
                        bent(proof.closestPath(), random),
                        proof.closestValueHash(),
                        merkle);
            case 9 ->
                new ClosestProof(
                        proof.path(),
                        flipped,
                        proof.depth(),
                        proof.closestPath(),
                        proof.closestValueHash().map(value -> bent(value, random)),
                        merkle);
            case 10 ->
                new ClosestProof(
                        proof.path(),
                        other.flippedBits(),
                        other.depth(),
                        other.closestPath(),
                        other.closestValueHash(),
                        other.closestProof());
            case 11 ->
                new ClosestProof(
                        bent(proof.path(), random),
                        flipped,
                        proof.depth(),
                        proof.closestPath(),
                        proof.closestValueHash(),
                        merkle);
            default ->
                new ClosestProof(proof.path(), flipped, proof.depth(), proof.closestPath(), Optional.empty(), merkle);
        };
    }

    private static ClosestProof with(ClosestProof proof, List<Integer> flipped, int depth, MerkleProof merkle) {
        return new ClosestProof(proof.path(), flipped, depth, proof.closestPath(), proof.closestValueHash(), merkle);
    }

    /** With a bit changed, or a byte less, or one more. */
    private static Bytes bent(Bytes bytes, Random random) {
        byte[] raw = bytes.toArray();
        int kind = random.nextInt(6);
        if (kind == 0 && raw.length > 0) {
            return bytes.slice(0, raw.length - 1);
        }
        if (kind == 1 || raw.length == 0) {
            return Bytes.of(java.util.Arrays.copyOf(raw, raw.length + 1));
        }
        raw[random.nextInt(raw.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return Bytes.of(raw);
    }

    private static MerkleProof merkle(Random random) {
        List<Bytes> sides = new ArrayList<>();
        for (int n = random.nextInt(random.nextInt(10) == 0 ? 300 : 6); n > 0; n--) {
            sides.add(random.nextInt(3) == 0 ? CompactMerkleProof.ZERO : bytes(random, Digest.BYTES));
        }
        return new MerkleProof(sides, maybe(random, 60), maybe(random, NodeHasher.INNER_BYTES));
    }

    private static Optional<Bytes> maybe(Random random, int usual) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(bytes(random, usual));
    }

    private static List<Integer> numbers(Random random) {
        List<Integer> numbers = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            numbers.add(number(random));
        }
        return numbers;
    }

    private static int number(Random random) {
        return random.nextInt(8) == 0 ? random.nextInt() : random.nextInt(-2, 260) / (1 + random.nextInt(100));
    }

    /** Mostly of the usual length. */
    private static Bytes bytes(Random random, int usual) {
        byte[] bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(2 * usual + 2) : usual];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
