package io.restante.contract;

import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.NodeHasher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The upper nodes of a tree as their store keeps them: the digests at the crown's depth, in order. */
public final class CrownForm {
    private CrownForm() {}

    public static byte[] write(Crown crown) {
        List<Digest> digests = crown.digests();
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + digests.size() * Digest.BYTES).put((byte) crown.depth());
        digests.forEach(digest -> bytes.put(digest.toArray()));
        return bytes.array();
    }

    public static Crown read(byte[] bytes, NodeHasher hasher) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int depth = in.get();
        List<Digest> digests = new ArrayList<>(1 << depth);
        for (int n = 0; n < 1 << depth; n++) {
            byte[] digest = new byte[Digest.BYTES];
            in.get(digest);
            digests.add(Digest.of(digest));
        }
        return Crown.above(depth, digests, hasher);
    }
}
