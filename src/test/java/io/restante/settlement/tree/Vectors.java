package io.restante.settlement.tree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The public vectors of the settlement protocol, read from their files; {@code README.md} beside them says what their fields mean. */
public final class Vectors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, LeavesInMemory> TREES = new HashMap<>();

    private Vectors() {}

    /** One file's content. */
    public static JsonNode file(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/vectors/settlement/" + name + "_public.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The members of a list; none when there is no such list. */
    public static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** The leaves of a tree that the roots' file tells how to make. */
    static LeavesInMemory tree(String name) {
        return TREES.computeIfAbsent(name, absent -> {
            JsonNode found = each(file("roots").get("cases"))
                    .filter(each -> each.get("name").textValue().equals(name))
                    .findFirst()
                    .orElseThrow();
            LeavesInMemory leaves = new LeavesInMemory();
            each(found.path("steps")).forEach(step -> apply(step, leaves));
            generated(found).forEach(leaves::put);
            return leaves;
        });
    }

    /** Whether the step could be done. */
    static boolean apply(JsonNode step, LeavesInMemory leaves) {
        return switch (step.get("op").textValue()) {
            case "update" -> {
                leaves.put(leaf(step));
                yield true;
            }
            case "delete" -> leaves.remove(TreePath.ofKey(bytes(step.get("key"))));
            default -> throw new IllegalArgumentException("op: " + step);
        };
    }

    static Leaf leaf(JsonNode json) {
        return Leaf.ofKey(bytes(json.get("key")), bytes(json.get("value")), number(json.get("weight")));
    }

    /** The leaves of a tree that is told by a generator; none of any other. */
    public static Stream<Leaf> generated(JsonNode root) {
        JsonNode of = root.path("generator");
        if (of instanceof MissingNode) {
            return Stream.empty();
        }
        int n = of.get("n").intValue();
        boolean reversed = of.get("kind").textValue().endsWith("reversed");
        return IntStream.range(0, n).map(i -> reversed ? n - 1 - i : i).mapToObj(i -> generated(of, i));
    }

    private static Leaf generated(JsonNode of, int i) {
        byte[] seed = of.get("seed").textValue().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteBuffer value =
                ByteBuffer.allocate(Integer.parseInt(of.get("value_len").asText()));
        for (int block = 0; value.hasRemaining(); block++) {
            byte[] next = hash(seed, "value", i, block);
            value.put(next, 0, Math.min(next.length, value.remaining()));
        }
        String weight = of.get("weight").textValue();
        long weighs = weight.equals("random")
                ? Integer.toUnsignedLong(
                                ByteBuffer.wrap(hash(seed, "weight", i)).getInt())
                        % 100_000
                : Long.parseUnsignedLong(weight.substring("constant ".length()));
        return Leaf.ofKey(hash(seed, "key", i), value.array(), weighs);
    }

    private static byte[] hash(byte[] seed, String word, int... numbers) {
        ByteBuffer buffer = ByteBuffer.allocate(seed.length + word.length() + Integer.BYTES * numbers.length);
        buffer.put(seed).put(word.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        IntStream.of(numbers).forEach(buffer::putInt);
        return Hashing.of(buffer.array());
    }

    static ClosestProof closest(JsonNode json) {
        return new ClosestProof(
                Bytes.hex(json.get("path").textValue()),
                each(json.get("flipped_bits")).map(JsonNode::intValue).toList(),
                json.get("depth").intValue(),
                Bytes.hex(json.get("closest_path").textValue()),
                optional(json.get("closest_value_hash")),
                merkle(json.get("closest_proof")));
    }

    static CompactClosestProof compactClosest(JsonNode json) {
        return new CompactClosestProof(
                Bytes.hex(json.get("path").textValue()),
                list(json.get("flipped_bits")),
                Bytes.hex(json.get("depth").textValue()),
                Bytes.hex(json.get("closest_path").textValue()),
                optional(json.get("closest_value_hash")),
                compactMerkle(json.get("closest_proof")));
    }

    static MerkleProof merkle(JsonNode json) {
        return new MerkleProof(
                list(json.get("side_nodes")),
                optional(json.get("non_membership_leaf_data")),
                optional(json.get("sibling_data")));
    }

    static CompactMerkleProof compactMerkle(JsonNode json) {
        return new CompactMerkleProof(
                list(json.get("side_nodes")),
                optional(json.get("non_membership_leaf_data")),
                Bytes.hex(json.get("bit_mask").textValue()),
                json.get("num_side_nodes").intValue(),
                optional(json.get("sibling_data")));
    }

    static Bytes hex(JsonNode json) {
        return Bytes.hex(json.textValue());
    }

    /** A proof without its sibling's bytes, which may be another form of the same node. */
    static MerkleProof withoutSibling(MerkleProof proof) {
        return new MerkleProof(proof.sideNodes(), proof.nonMembershipLeaf(), Optional.empty());
    }

    static CompactMerkleProof withoutSibling(CompactMerkleProof proof) {
        return new CompactMerkleProof(
                proof.sideNodes(), proof.nonMembershipLeaf(), proof.bitMask(), proof.numSideNodes(), Optional.empty());
    }

    static Optional<Digest> siblingDigest(MerkleProof proof) {
        return proof.sibling().map(each -> new NodeBytes(new NodeHasher(Overflow.WRAPS))
                .digest(each)
                .orElseThrow());
    }

    /** An unsigned number written as text. */
    public static long number(JsonNode json) {
        return Long.parseUnsignedLong(json.textValue());
    }

    /** Bytes written as hex. */
    public static byte[] bytes(JsonNode json) {
        return Bytes.hex(json.textValue()).toArray();
    }

    private static List<Bytes> list(JsonNode json) {
        List<Bytes> all = new ArrayList<>();
        json.forEach(each -> all.add(hex(each)));
        return all;
    }

    private static Optional<Bytes> optional(JsonNode json) {
        return json.isNull() ? Optional.empty() : Optional.of(hex(json));
    }
}
