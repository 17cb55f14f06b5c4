package io.restante.settlement.tree;

import java.util.List;
import java.util.Optional;

/**
 * Says that a leaf is the one closest to a path, as somebody gave it: nothing of it need be true, nor of the right length.
 *
 * @param path the target
 * @param flippedBits where the way had to leave the target's, because there is nothing on its side
 * @param depth of the leaf
 * @param closestPath of the leaf
 * @param closestValueHash the leaf's value, weight and count
 * @param closestProof from the leaf to the root
 */
public record ClosestProof(
        Bytes path,
        List<Integer> flippedBits,
        int depth,
        Bytes closestPath,
        Optional<Bytes> closestValueHash,
        MerkleProof closestProof) {
    public ClosestProof {
        flippedBits = List.copyOf(flippedBits);
    }

    /** The same in less room. */
    public CompactClosestProof compact() {
        return new CompactClosestProof(
                path,
                flippedBits.stream().map(ShortNumber::write).toList(),
                ShortNumber.write(depth),
                closestPath,
                closestValueHash,
                closestProof.compact());
    }
}
