package io.restante.settlement.tree;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Says whether a proof holds, strictly: what the public library lets pass and should not is refused. Answers with a verdict whatever it is given.
 * For one thread at a time.
 */
public final class Verifier {
    private final NodeHasher hasher = new NodeHasher();
    private final NodeBytes nodes = new NodeBytes(hasher);

    /** Whether the proof shows, against this root, the leaf that is closest to this path. */
    public Verdict closest(Bytes root, Bytes path, ClosestProof proof) {
        return check(() -> checkedClosest(root, path, proof));
    }

    /** Whether the compact proof shows, against this root, the leaf that is closest to this path. */
    public Verdict closest(Bytes root, Bytes path, CompactClosestProof proof) {
        return switch (proof.expand()) {
            case Expansion.Expanded<ClosestProof> expanded -> closest(root, path, expanded.proof());
            case Expansion.Unreadable<ClosestProof> unreadable -> unreadable.why();
        };
    }

    /**
     * Whether the proof shows that there is a leaf at this path with this value.
     *
     * @param valueWeightCount the leaf's value, weight and count
     */
    public Verdict member(Bytes root, TreePath path, Bytes valueWeightCount, MerkleProof proof) {
        return check(() -> {
            checkRoot(root);
            checkMember(root, path, valueWeightCount, proof);
        });
    }

    /** Whether the proof shows that there is no leaf at this path. */
    public Verdict absent(Bytes root, TreePath path, MerkleProof proof) {
        return check(() -> {
            checkRoot(root);
            List<Digest> sides = sideNodes(proof);
            checkSibling(proof, sides);
            Digest found = foundInstead(path, proof, sides.size());
            checkThat(
                    sides.isEmpty() || Long.compareUnsigned(sides.getFirst().count(), found.isZero() ? 1 : 0) > 0,
                    Reason.SIDE_NODES,
                    () ->
                            "expected the way to end no deeper than it must, and what is beside its end does not ask for it");
            checkLeadsTo(root, path, found, sides);
        });
    }

    private void checkedClosest(Bytes root, Bytes path, ClosestProof proof) throws RefusedException {
        checkRoot(root);
        checkThat(
                path.length() == TreePath.BYTES,
                Reason.PATH,
                () -> "expected " + TreePath.BYTES + " bytes, got " + path.length());
        checkThat(proof.path().equals(path), Reason.PATH, () -> "expected " + path + ", got " + proof.path());
        checkThat(
                proof.closestPath().length() == TreePath.BYTES,
                Reason.CLOSEST_PATH,
                () -> "expected " + TreePath.BYTES + " bytes, got "
                        + proof.closestPath().length());
        int sides = proof.closestProof().sideNodes().size();
        checkThat(
                proof.depth() == sides,
                Reason.DEPTH,
                () -> "expected the number of side nodes, " + sides + ", got " + proof.depth());
        TreePath closest = TreePath.of(proof.closestPath().raw());
        checkFlips(TreePath.of(path.raw()), closest, proof);
        Optional<Bytes> value = proof.closestValueHash();
        checkThat(value.isPresent(), Reason.VALUE, () -> "expected a leaf, got an empty place");
        checkMember(root, closest, value.orElse(Bytes.NONE), proof.closestProof());
    }

    private static void checkFlips(TreePath target, TreePath closest, ClosestProof proof) throws RefusedException {
        List<Bytes> sides = proof.closestProof().sideNodes();
        List<Integer> differing = IntStream.range(0, Math.min(proof.depth(), TreePath.BITS))
                .filter(depth -> target.bit(depth) != closest.bit(depth))
                .boxed()
                .toList();
        checkThat(
                differing.equals(proof.flippedBits()),
                Reason.FLIPPED_BITS,
                () -> "expected the bits where leaf and target differ, " + differing + ", got " + proof.flippedBits());
        for (int depth : differing) {
            checkThat(
                    sides.get(proof.depth() - 1 - depth).equals(CompactMerkleProof.ZERO),
                    Reason.FLIPPED_BITS,
                    () -> "expected nothing on the target's side of bit " + depth + ", and there are leaves");
        }
    }

    private void checkMember(Bytes root, TreePath path, Bytes value, MerkleProof proof) throws RefusedException {
        checkThat(
                value.length() >= NodeHasher.TAIL,
                Reason.VALUE,
                () -> "expected weight and count in its last " + NodeHasher.TAIL + " bytes, got " + value.length());
        int length = value.length() - NodeHasher.TAIL;
        long weight = (long) Digest.LONGS.get(value.raw(), length);
        long count = (long) Digest.LONGS.get(value.raw(), length + Long.BYTES);
        checkThat(count == 1, Reason.COUNT, () -> "expected 1 for a leaf, got " + Long.toUnsignedString(count));
        checkThat(
                length > 0 || weight != 0,
                Reason.VALUE,
                () -> "expected one, got an empty one of no weight, which is none");
        checkThat(
                proof.nonMembershipLeaf().isEmpty(),
                Reason.NON_MEMBERSHIP_DATA,
                () -> "expected none where a leaf is said to be");
        List<Digest> sides = sideNodes(proof);
        checkThat(
                sides.isEmpty() || sides.getFirst().count() != 0,
                Reason.SIDE_NODES,
                () -> "expected a leaf to hang no deeper than it must, and there is nothing beside it");
        checkSibling(proof, sides);
        Digest leaf = hasher.leaf(path, value.slice(0, length).raw(), weight);
        checkLeadsTo(root, path, leaf, sides);
    }

    /** The leaf that is where the one looked for would be, or nothing. */
    private Digest foundInstead(TreePath path, MerkleProof proof, int depth) throws RefusedException {
        if (proof.nonMembershipLeaf().isEmpty()) {
            return Digest.ZERO;
        }
        Bytes leaf = proof.nonMembershipLeaf().get();
        checkThat(
                leaf.length() >= NodeHasher.LEAF_VALUE_AT + NodeHasher.TAIL && leaf.raw()[0] == NodeHasher.LEAF,
                Reason.NON_MEMBERSHIP_DATA,
                () -> "expected a leaf, got " + leaf.length() + " bytes that are none");
        int shared = TreePath.of(leaf.slice(1, NodeHasher.LEAF_VALUE_AT).raw()).commonPrefix(path);
        checkThat(
                shared >= depth && shared < TreePath.BITS,
                Reason.NON_MEMBERSHIP_DATA,
                () -> "expected another leaf that shares " + depth + " bits of the path, got one that shares "
                        + shared);
        Digest digest = hasher.digest(leaf.raw(), leaf.length());
        checkThat(
                digest.count() == 1,
                Reason.COUNT,
                () -> "expected 1 for a leaf, got " + Long.toUnsignedString(digest.count()));
        return digest;
    }

    private static List<Digest> sideNodes(MerkleProof proof) throws RefusedException {
        int sides = proof.sideNodes().size();
        checkThat(
                sides <= TreePath.BITS,
                Reason.SIDE_NODES,
                () -> "expected " + TreePath.BITS + " at most, got " + sides);
        for (Bytes each : proof.sideNodes()) {
            checkThat(
                    each.length() == Digest.BYTES,
                    Reason.SIDE_NODES,
                    () -> "expected " + Digest.BYTES + " bytes each, got " + each.length());
        }
        List<Digest> digests =
                proof.sideNodes().stream().map(each -> Digest.of(each.raw())).toList();
        for (Digest each : digests) {
            checkThat(
                    each.count() != 0 || each.isZero(),
                    Reason.SIDE_NODES,
                    () -> "expected zeros where no leaf is counted, got " + each);
        }
        return digests;
    }

    private void checkSibling(MerkleProof proof, List<Digest> sides) throws RefusedException {
        if (proof.sibling().isEmpty()) {
            return;
        }
        checkThat(!sides.isEmpty(), Reason.SIBLING_DATA, () -> "expected none where there is nothing beside the leaf");
        Optional<Digest> digest = nodes.digest(proof.sibling().get());
        checkThat(digest.isPresent(), Reason.SIBLING_DATA, () -> "expected a node, got bytes that are none");
        checkThat(
                digest.equals(Optional.of(sides.getFirst())),
                Reason.SIBLING_DATA,
                () -> "expected the node of the first side node, " + sides.getFirst());
    }

    private void checkLeadsTo(Bytes root, TreePath path, Digest leaf, List<Digest> sides) throws RefusedException {
        Digest node = leaf;
        for (int i = 0; i < sides.size(); i++) {
            Digest side = sides.get(i);
            checkFits(node, side);
            node = hasher.beside(node, path.bit(sides.size() - 1 - i), side);
        }
        Digest reached = node;
        checkThat(reached.toBytes().equals(root), Reason.OTHER_ROOT, () -> "expected " + root + ", got " + reached);
    }

    private static void checkFits(Digest node, Digest side) throws RefusedException {
        checkThat(
                Overflow.fits(node.sum(), side.sum()) && Overflow.fits(node.count(), side.count()),
                Reason.OVERFLOW,
                () -> "expected sums and counts of 64 bits, got " + node + " beside " + side);
    }

    private static void checkRoot(Bytes root) throws RefusedException {
        checkThat(
                root.length() == Digest.BYTES,
                Reason.ROOT,
                () -> "expected " + Digest.BYTES + " bytes, got " + root.length());
    }

    /** Leaves a check early; never leaves the verifier. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Verdict.Refused why;

        RefusedException(Verdict.Refused why) {
            super(why.toString(), null, false, false);
            this.why = why;
        }
    }

    private interface Check {
        void run() throws RefusedException;
    }

    private static Verdict check(Check check) {
        try {
            check.run();
            return Verdict.ACCEPTED;
        } catch (RefusedException e) {
            return e.why;
        }
    }

    private static void checkThat(boolean holds, Reason reason, Supplier<String> otherwise) throws RefusedException {
        if (!holds) {
            throw new RefusedException(new Verdict.Refused(reason, otherwise.get()));
        }
    }
}
