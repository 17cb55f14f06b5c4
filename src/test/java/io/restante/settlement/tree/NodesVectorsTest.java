package io.restante.settlement.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The nodes of the public vectors, byte by byte. */
class NodesVectorsTest {
    private final NodeBytes nodes = new NodeBytes(new NodeHasher());

    @Test
    void everyNodeHasItsDigestAndIsWrittenAsInTheVectors() {
        int count = 0;
        for (JsonNode each : Vectors.file("nodes").get("cases")) {
            Set<Bytes> leaves = leaves(each.get("tree").textValue());
            for (JsonNode node : each.get("nodes")) {
                Bytes encoded = Vectors.hex(node.get("encoded"));
                assertThat(nodes.digest(encoded).orElseThrow())
                        .as(node.toString())
                        .hasToString(node.get("digest").textValue());
                assertThat(writtenAgain(node.get("type").textValue(), encoded, leaves))
                        .isEqualTo(encoded);
                count++;
            }
        }
        System.out.println("nodes: " + count + " nodes of " + count);
        assertThat(count).isPositive();
    }

    private static Set<Bytes> leaves(String tree) {
        LeavesInMemory leaves = Vectors.tree(tree);
        Set<Bytes> encoded = new HashSet<>();
        leaves.visit(
                TreePath.first(0, 0),
                TreePath.last(0, 0),
                (path, digest) -> encoded.add(leaves.leaf(path).encoded()));
        return encoded;
    }

    private Bytes writtenAgain(String type, Bytes encoded, Set<Bytes> leaves) {
        byte[] bytes = encoded.toArray();
        return switch (type) {
            case "leaf" -> {
                assertThat(leaves).contains(encoded);
                yield encoded;
            }
            case "inner" ->
                nodes.inner(
                        Digest.of(encoded.slice(1, 49).toArray()),
                        Digest.of(encoded.slice(49, 97).toArray()));
            case "extension" ->
                NodeBytes.extension(
                        bytes[1],
                        bytes[2],
                        TreePath.of(encoded.slice(3, 35).toArray()),
                        Digest.of(encoded.slice(35, 83).toArray()));
            default -> throw new IllegalArgumentException("type: " + type);
        };
    }
}
