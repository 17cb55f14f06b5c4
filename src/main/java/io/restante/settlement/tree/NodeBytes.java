package io.restante.settlement.tree;

import java.util.Optional;

/** Nodes as bytes: what they are the digest of. Extension nodes, which stand for a chain of inner nodes with nothing beside it, are not hashed themselves. */
public final class NodeBytes {
    private static final int START_AT = 1;
    private static final int END_AT = 2;
    private static final int PATH_AT = 3;
    private static final int CHILD_AT = PATH_AT + TreePath.BYTES;
    private static final int EXTENSION_BYTES = CHILD_AT + Digest.BYTES + NodeHasher.TAIL;

    private final NodeHasher hasher;

    public NodeBytes(NodeHasher hasher) {
        this.hasher = hasher;
    }

    public Bytes inner(Digest left, Digest right) {
        return Bytes.of(hasher.innerBytes(left, right));
    }

    /**
     * A chain of inner nodes.
     *
     * @param start the depth it begins at
     * @param end the depth of the node it leads to, greater and at most 255
     * @param path on which it leads there
     */
    public static Bytes extension(int start, int end, TreePath path, Digest child) {
        byte[] bytes = new byte[EXTENSION_BYTES];
        bytes[0] = NodeHasher.EXTENSION;
        bytes[START_AT] = (byte) start;
        bytes[END_AT] = (byte) end;
        System.arraycopy(path.raw(), 0, bytes, PATH_AT, TreePath.BYTES);
        System.arraycopy(child.raw(), 0, bytes, CHILD_AT, Digest.BYTES);
        NodeHasher.writeTail(bytes, CHILD_AT + Digest.BYTES, child.sum(), child.count());
        return Bytes.of(bytes);
    }

    /** The digest of a node, absent when the bytes are no node's. */
    public Optional<Digest> digest(Bytes node) {
        if (node.length() == 0) {
            return Optional.empty();
        }
        return switch (node.raw()[0]) {
            case NodeHasher.LEAF ->
                node.length() >= NodeHasher.LEAF_VALUE_AT + NodeHasher.TAIL ? hashed(node) : Optional.empty();
            case NodeHasher.INNER -> node.length() == NodeHasher.INNER_BYTES ? hashed(node) : Optional.empty();
            case NodeHasher.EXTENSION -> node.length() == EXTENSION_BYTES ? chained(node) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Digest> hashed(Bytes node) {
        return Optional.of(hasher.digest(node.raw(), node.length()));
    }

    private Optional<Digest> chained(Bytes node) {
        int start = node.raw()[START_AT] & 0xff;
        int end = node.raw()[END_AT] & 0xff;
        Digest child = Digest.of(node.slice(CHILD_AT, CHILD_AT + Digest.BYTES).raw());
        Bytes tail = node.slice(CHILD_AT + Digest.BYTES, EXTENSION_BYTES);
        if (start >= end || !tail.equals(child.toBytes().slice(Digest.HASH_BYTES, Digest.BYTES))) {
            return Optional.empty();
        }
        TreePath path = TreePath.of(node.slice(PATH_AT, CHILD_AT).raw());
        return Optional.of(hasher.lift(child, path, end, start));
    }
}
