package io.restante.settlement.tree;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A {@link MerkleProof} in less room, as somebody gave it.
 *
 * @param sideNodes those that are not {@link Digest#ZERO}
 * @param bitMask a bit for each side node from the leaf upwards, most significant bit first: 1 is {@link Digest#ZERO}
 * @param numSideNodes how many there are with those
 */
public record CompactMerkleProof(
        List<Bytes> sideNodes,
        Optional<Bytes> nonMembershipLeaf,
        Bytes bitMask,
        int numSideNodes,
        Optional<Bytes> sibling) {
    static final Bytes ZERO = Digest.ZERO.toBytes();

    public CompactMerkleProof {
        sideNodes = List.copyOf(sideNodes);
    }

    static int maskBytes(int sideNodes) {
        return (sideNodes + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** The proof it stands for, or why it stands for none. */
    public Expansion<MerkleProof> expand() {
        if (numSideNodes < 0 || numSideNodes > TreePath.BITS) {
            return Expansion.refused(
                    Reason.SIDE_NODES, "expected 0 to " + TreePath.BITS + " side nodes, got " + numSideNodes);
        }
        if (bitMask.length() != maskBytes(numSideNodes)) {
            return Expansion.refused(
                    Reason.BIT_MASK,
                    "expected " + maskBytes(numSideNodes) + " bytes for " + numSideNodes + " side nodes, got "
                            + bitMask.length());
        }
        List<Bytes> all = new ArrayList<>();
        Iterator<Bytes> given = sideNodes.iterator();
        for (int i = 0; i < numSideNodes; i++) {
            if (masked(i)) {
                all.add(ZERO);
            } else if (given.hasNext()) {
                all.add(given.next());
            } else {
                return Expansion.refused(
                        Reason.BIT_MASK, "expected a side node for each 0 in it, got only " + sideNodes.size());
            }
        }
        if (given.hasNext()) {
            return Expansion.refused(
                    Reason.BIT_MASK, "expected a 0 in it for each of the " + sideNodes.size() + " side nodes");
        }
        for (int i = numSideNodes; i < bitMask.length() * Byte.SIZE; i++) {
            if (masked(i)) {
                return Expansion.refused(Reason.BIT_MASK, "expected zeros behind the last side node");
            }
        }
        return new Expansion.Expanded<>(new MerkleProof(all, nonMembershipLeaf, sibling));
    }

    private boolean masked(int index) {
        return (bitMask.raw()[index / Byte.SIZE] >>> (Byte.SIZE - 1 - index % Byte.SIZE) & 1) == 1;
    }
}
