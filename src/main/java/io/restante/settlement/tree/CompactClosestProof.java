package io.restante.settlement.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A {@link ClosestProof} in less room, as somebody gave it. Numbers are in one byte, or in two where one is not enough. */
public record CompactClosestProof(
        Bytes path,
        List<Bytes> flippedBits,
        Bytes depth,
        Bytes closestPath,
        Optional<Bytes> closestValueHash,
        CompactMerkleProof closestProof) {
    public CompactClosestProof {
        flippedBits = List.copyOf(flippedBits);
    }

    /** The proof it stands for, or why it stands for none. */
    public Expansion<ClosestProof> expand() {
        OptionalInt deep = ShortNumber.read(depth);
        if (deep.isEmpty()) {
            return Expansion.refused(Reason.DEPTH, "expected a number in one byte, or in two if needed, got " + depth);
        }
        List<Integer> flipped = new ArrayList<>();
        for (Bytes each : flippedBits) {
            OptionalInt bit = ShortNumber.read(each);
            if (bit.isEmpty()) {
                return Expansion.refused(
                        Reason.FLIPPED_BITS, "expected numbers in one byte, or in two if needed, got " + each);
            }
            flipped.add(bit.getAsInt());
        }
        return switch (closestProof.expand()) {
            case Expansion.Expanded<MerkleProof> expanded ->
                new Expansion.Expanded<>(new ClosestProof(
                        path, flipped, deep.getAsInt(), closestPath, closestValueHash, expanded.proof()));
            case Expansion.Unreadable<MerkleProof> unreadable -> new Expansion.Unreadable<>(unreadable.why());
        };
    }
}
