package io.restante.settlement.tree;

import io.restante.settlement.tree.Subtree.Children;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Makes proofs from leaves that are kept in path order, and from the crown that was computed from them. Reads the leaves under two of the crown's prefixes at most.
 * For one thread at a time.
 */
public final class Prover {
    private final OrderedLeaves leaves;
    private final UpperNodes crown;
    private final NodeHasher hasher = new NodeHasher(Overflow.WRAPS);
    private final NodeBytes nodes = new NodeBytes(hasher);

    public Prover(OrderedLeaves leaves, UpperNodes crown) {
        this.leaves = leaves;
        this.crown = crown;
    }

    /** The way down to a node, and what lies beside it from the top. */
    private record Way(Subtree end, List<Subtree> beside, List<Integer> flipped) {}

    /**
     * The proof for the leaf whose path is closest to the target; absent when there is no leaf.
     *
     * @throws IllegalStateException when the leaves are not those that the crown was computed from
     */
    public Optional<ClosestProof> closest(TreePath target) {
        if (crown.root().count() == 0) {
            return Optional.empty();
        }
        Way way = down(target, true);
        Leaf leaf = leaves.leaf(way.end().firstPath());
        return Optional.of(new ClosestProof(
                target.toBytes(),
                way.flipped(),
                way.beside().size(),
                leaf.path().toBytes(),
                Optional.of(leaf.valueWeightCount()),
                proof(way, Optional.empty())));
    }

    /**
     * The proof that there is a leaf at this path, or that there is none.
     *
     * @throws IllegalStateException when the leaves are not those that the crown was computed from
     */
    public MerkleProof membership(TreePath path) {
        Way way = down(path, false);
        if (way.end().count() == 0) {
            return proof(way, Optional.empty());
        }
        Leaf found = leaves.leaf(way.end().firstPath());
        return proof(way, found.path().equals(path) ? Optional.empty() : Optional.of(found.encoded()));
    }

    /** Down towards the target until there is one leaf. Where its side is empty: over to the other one, or to an end. */
    private Way down(TreePath target, boolean over) {
        Subtree at = Subtree.whole(leaves, crown, hasher);
        List<Subtree> beside = new ArrayList<>();
        List<Integer> flipped = new ArrayList<>();
        while (at.count() > 1) {
            int bit = target.bit(at.depth());
            Children below = at.children();
            Subtree wanted = below.at(bit);
            Subtree other = below.at(1 - bit);
            boolean cross = over && wanted.count() == 0;
            if (cross) {
                flipped.add(at.depth());
            }
            beside.add(cross ? wanted : other);
            at = cross ? other : wanted;
        }
        return new Way(at, beside, flipped);
    }

    private MerkleProof proof(Way way, Optional<Bytes> nonMembershipLeaf) {
        List<Bytes> sideNodes = new ArrayList<>();
        way.beside().forEach(each -> sideNodes.add(each.digest().toBytes()));
        Collections.reverse(sideNodes);
        Optional<Bytes> sibling = way.beside().isEmpty()
                ? Optional.empty()
                : Optional.of(bytes(way.beside().getLast()));
        return new MerkleProof(sideNodes, nonMembershipLeaf, sibling);
    }

    private Bytes bytes(Subtree node) {
        if (node.count() == 1) {
            return leaves.leaf(node.firstPath()).encoded();
        }
        Subtree at = node;
        Children below = at.children();
        while (below.zero().count() == 0 || below.one().count() == 0) {
            at = below.first();
            below = at.children();
        }
        return at.depth() == node.depth()
                ? nodes.inner(below.zero().digest(), below.one().digest())
                : NodeBytes.extension(node.depth(), at.depth(), at.firstPath(), at.digest());
    }
}
