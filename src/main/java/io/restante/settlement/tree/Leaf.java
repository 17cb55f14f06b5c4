package io.restante.settlement.tree;

/**
 * One entry of a tree.
 *
 * @param value is not hashed before it goes into the leaf
 * @param weight unsigned
 */
public record Leaf(TreePath path, Bytes value, long weight) {
    /** An entry under its key: its path is the key's SHA-256. */
    public static Leaf ofKey(byte[] key, byte[] value, long weight) {
        return new Leaf(TreePath.ofKey(key), Bytes.of(value), weight);
    }

    /** The leaf's bytes as they are hashed. */
    public Bytes encoded() {
        return Bytes.of(NodeHasher.leafBytes(this));
    }

    /** Value, weight and count in a row: what a proof says of the leaf. */
    public Bytes valueWeightCount() {
        Bytes encoded = encoded();
        return encoded.slice(NodeHasher.LEAF_VALUE_AT, encoded.length());
    }
}
