package io.restante.settlement.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What leads from one place in a tree to its root, as somebody gave it: nothing of it need be true, nor of the right length.
 *
 * @param sideNodes digests of what lies beside the way, from the leaf upwards
 * @param nonMembershipLeaf the bytes of the leaf that is found where another one was looked for
 * @param sibling the bytes of the node that the first side node is the digest of; not needed
 */
public record MerkleProof(List<Bytes> sideNodes, Optional<Bytes> nonMembershipLeaf, Optional<Bytes> sibling) {
    public MerkleProof {
        sideNodes = List.copyOf(sideNodes);
    }

    /** The same in less room. */
    public CompactMerkleProof compact() {
        BitSet zeros = new BitSet();
        List<Bytes> others = new ArrayList<>();
        for (int i = 0; i < sideNodes.size(); i++) {
            if (sideNodes.get(i).equals(CompactMerkleProof.ZERO)) {
                zeros.set(i);
            } else {
                others.add(sideNodes.get(i));
            }
        }
        byte[] mask = new byte[CompactMerkleProof.maskBytes(sideNodes.size())];
        zeros.stream().forEach(i -> mask[i / Byte.SIZE] |= (byte) (1 << (Byte.SIZE - 1 - i % Byte.SIZE)));
        return new CompactMerkleProof(others, nonMembershipLeaf, Bytes.of(mask), sideNodes.size(), sibling);
    }
}
