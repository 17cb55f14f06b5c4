package io.restante.contract;

import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.MerkleProof;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A proof as JSON: bytes in hexadecimal, fields named as the network spells them. What is read need not be true. */
public final class ClosestProofJson {
    private ClosestProofJson() {}

    public static void write(JsonText json, ClosestProof proof) throws IOException {
        MerkleProof inner = proof.closestProof();
        json.put("path", proof.path().hex())
                .putWholes("flipped_bits", proof.flippedBits())
                .put("depth", proof.depth())
                .put("closest_path", proof.closestPath().hex())
                .putIfPresent("closest_value_hash", proof.closestValueHash().map(Bytes::hex))
                .putObject("closest_proof", body -> body.putTexts("side_nodes", inner.sideNodes())
                        .putIfPresent(
                                "non_membership_leaf_data",
                                inner.nonMembershipLeaf().map(Bytes::hex))
                        .putIfPresent("sibling_data", inner.sibling().map(Bytes::hex)));
    }

    /** @throws MalformedException naming the field that is no such field; whether the proof holds is not looked at */
    public static ClosestProof read(JsonObject json) throws MalformedException {
        JsonObject inner = json.requiredObject("closest_proof");
        List<Bytes> sides = new ArrayList<>();
        for (String side : inner.texts("side_nodes")) {
            sides.add(bytes(inner, "side_nodes", side));
        }
        return new ClosestProof(
                bytes(json, "path", json.requiredText("path")),
                json.wholes("flipped_bits", 0),
                (int) Math.min(json.requiredWhole("depth", 0), Integer.MAX_VALUE),
                bytes(json, "closest_path", json.requiredText("closest_path")),
                bytes(json, "closest_value_hash"),
                new MerkleProof(sides, bytes(inner, "non_membership_leaf_data"), bytes(inner, "sibling_data")));
    }

    private static Optional<Bytes> bytes(JsonObject json, String field) throws MalformedException {
        Optional<String> hex = json.text(field);
        return hex.isPresent() ? Optional.of(bytes(json, field, hex.get())) : Optional.empty();
    }

    /**
     * Bytes from their hexadecimal digits.
     *
     * @throws MalformedException naming the field, what it was and what was expected
     */
    public static Bytes bytes(JsonObject json, String field, String hex) throws MalformedException {
        try {
            return Bytes.hex(hex);
        } catch (IllegalArgumentException e) {
            String shown = hex.length() > 80 ? hex.substring(0, 80) + "…" : hex;
            throw json.complaint(field, "expected bytes in hexadecimal, got \"" + shown + "\"");
        }
    }
}
