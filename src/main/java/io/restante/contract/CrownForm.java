package io.restante.contract;

import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownPages;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.NodesInBytes;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;

/** The upper nodes of a tree as their store keeps them: a first page that says how deep they go, and the pages under it. Of each, all nodes from its root on. */
public final class CrownForm {
    private CrownForm() {}

    /**
     * The first page.
     *
     * @param depth of all pages together
     */
    public static byte[] writeTop(int depth, Crown top) {
        return nodes(ByteBuffer.allocate(1 + top.nodes().size() * Digest.BYTES).put((byte) depth), top);
    }

    /** A page under the first one. */
    public static byte[] writePage(Crown page) {
        return nodes(ByteBuffer.allocate(page.nodes().size() * Digest.BYTES), page);
    }

    private static byte[] nodes(ByteBuffer into, Crown page) {
        page.nodes().forEach(digest -> into.put(digest.toArray()));
        return into.array();
    }

    /** @param pages as {@link #writePage} wrote them, by their prefixes; read when a proof comes to them */
    public static CrownPages read(byte[] top, IntFunction<Optional<byte[]>> pages) {
        return new CrownPages(
                new NodesInBytes(top, 1), top[0], prefix -> pages.apply(prefix).map(page -> new NodesInBytes(page, 0)));
    }
}
