package io.restante.app.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.CompactClosestProof;
import io.restante.settlement.tree.CompactMerkleProof;
import io.restante.settlement.tree.MerkleProof;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Proofs as JSON, with the fields and in the form of the protocol's vectors: bytes in hex, what is absent as null. */
final class ProofJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CLOSEST_PROOF = "closest_proof";
    private static final String BIT_MASK = "bit_mask";

    private ProofJson() {}

    static String text(ClosestProof proof) {
        ArrayNode flipped = JSON.arrayNode();
        proof.flippedBits().forEach(flipped::add);
        ObjectNode json = JSON.objectNode().put("path", proof.path().hex());
        json.set("flipped_bits", flipped);
        json.put("depth", proof.depth()).put("closest_path", proof.closestPath().hex());
        json.set("closest_value_hash", nullable(proof.closestValueHash()));
        MerkleProof merkle = proof.closestProof();
        json.set(CLOSEST_PROOF, merkle(merkle.sideNodes(), merkle.nonMembershipLeaf(), merkle.sibling()));
        return json.toString();
    }

    static String text(CompactClosestProof proof) {
        ObjectNode json = JSON.objectNode().put("path", proof.path().hex());
        json.set("flipped_bits", list(proof.flippedBits()));
        json.put("depth", proof.depth().hex())
                .put("closest_path", proof.closestPath().hex());
        json.set("closest_value_hash", nullable(proof.closestValueHash()));
        CompactMerkleProof merkle = proof.closestProof();
        ObjectNode inner = merkle(merkle.sideNodes(), merkle.nonMembershipLeaf(), merkle.sibling());
        inner.put(BIT_MASK, merkle.bitMask().hex()).put("num_side_nodes", merkle.numSideNodes());
        json.set(CLOSEST_PROOF, inner);
        return json.toString();
    }

    /** Whether the proof is written in the compact form. */
    static boolean isCompact(JsonNode proof) {
        return proof.path(CLOSEST_PROOF).has(BIT_MASK);
    }

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static ClosestProof closest(JsonNode json) {
        JsonNode merkle = object(json, CLOSEST_PROOF);
        return new ClosestProof(
                bytes(json, "path"),
                all(json, "flipped_bits", each -> whole("flipped_bits", each)),
                whole("depth", json.path("depth")),
                bytes(json, "closest_path"),
                optional(json, "closest_value_hash"),
                new MerkleProof(
                        all(merkle, "side_nodes", each -> bytes("side_nodes", each)),
                        optional(merkle, "non_membership_leaf_data"),
                        optional(merkle, "sibling_data")));
    }

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static CompactClosestProof compact(JsonNode json) {
        JsonNode merkle = object(json, CLOSEST_PROOF);
        return new CompactClosestProof(
                bytes(json, "path"),
                all(json, "flipped_bits", each -> bytes("flipped_bits", each)),
                bytes(json, "depth"),
                bytes(json, "closest_path"),
                optional(json, "closest_value_hash"),
                new CompactMerkleProof(
                        all(merkle, "side_nodes", each -> bytes("side_nodes", each)),
                        optional(merkle, "non_membership_leaf_data"),
                        bytes(merkle, BIT_MASK),
                        whole("num_side_nodes", merkle.path("num_side_nodes")),
                        optional(merkle, "sibling_data")));
    }

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static Bytes bytes(JsonNode json, String field) {
        return bytes(field, json.path(field));
    }

    /** @throws TreeInputException naming the field, what it was and what was expected */
    static JsonNode object(JsonNode json, String field) {
        JsonNode object = json.path(field);
        if (!object.isObject()) {
            throw wrong(field, "an object", object);
        }
        return object;
    }

    private static Bytes bytes(String field, JsonNode value) {
        if (!value.isTextual()) {
            throw wrong(field, "bytes in hex between quotes", value);
        }
        return HexFields.bytes(field, value.textValue());
    }

    private static Optional<Bytes> optional(JsonNode json, String field) {
        JsonNode value = json.path(field);
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(bytes(field, value));
    }

    private static int whole(String field, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(field, "a whole number of 32 bits", value);
        }
        return value.intValue();
    }

    private static <T> List<T> all(JsonNode json, String field, Function<JsonNode, T> reading) {
        JsonNode list = json.path(field);
        if (!list.isArray()) {
            throw wrong(field, "a list", list);
        }
        return list.valueStream().map(reading).toList();
    }

    private static TreeInputException wrong(String field, String expected, JsonNode got) {
        if (got.isMissingNode()) {
            return new TreeInputException(field + ": is missing; expected " + expected);
        }
        String text = got.toString();
        return new TreeInputException(field + ": expected " + expected + ", got "
                + (text.length() <= 80 ? text : text.substring(0, 80) + "…"));
    }

    private static ObjectNode merkle(
            List<Bytes> sideNodes, Optional<Bytes> nonMembershipLeaf, Optional<Bytes> sibling) {
        ObjectNode json = JSON.objectNode();
        json.set("side_nodes", list(sideNodes));
        json.set("non_membership_leaf_data", nullable(nonMembershipLeaf));
        json.set("sibling_data", nullable(sibling));
        return json;
    }

    private static ArrayNode list(List<Bytes> values) {
        ArrayNode list = JSON.arrayNode();
        values.forEach(each -> list.add(each.hex()));
        return list;
    }

    private static JsonNode nullable(Optional<Bytes> value) {
        return value.<JsonNode>map(bytes -> JSON.textNode(bytes.hex())).orElseGet(JSON::nullNode);
    }
}
