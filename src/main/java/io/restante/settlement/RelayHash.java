package io.restante.settlement;

import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.TreePath;

/** The SHA-256 of a relay's bytes: decides whether it becomes a leaf, and is the key of that leaf. */
public record RelayHash(Bytes value) {
    /** @param relay its canonical bytes, with the hash of the response's payload instead of it */
    public static RelayHash of(byte[] relay) {
        return new RelayHash(Bytes.of(Hashes.sha256(relay)));
    }

    /** Where the relay's leaf hangs: the hash of this hash. */
    public TreePath path() {
        return TreePath.ofKey(value.toArray());
    }

    /**
     * The leaf of these relay bytes.
     *
     * @param units compute units, unsigned
     */
    public static Leaf leaf(byte[] relay, long units) {
        return new Leaf(of(relay).path(), Bytes.of(relay), units);
    }
}
