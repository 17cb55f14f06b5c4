package io.restante.settlement.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Computes a tree's root and its {@link CrownPages} from leaves that come in path order, in one pass. Gives each page away when it is complete, and holds no more than one. */
public final class CrownPagesBuilder {
    /** Where pages go. */
    @FunctionalInterface
    public interface Pages {
        /** The page under a prefix of {@value CrownPages#TOP} bits. */
        void keep(int prefix, Crown page);
    }

    private final NodeHasher hasher;
    private final int depth;
    private final Digest[] digests;
    private @Nullable CrownBuilder page;
    private int prefix;

    /** @param depth see {@link CrownPages#depthFor} */
    public CrownPagesBuilder(int depth, NodeHasher hasher) {
        if (depth < 0 || depth > CrownPages.MAX_DEPTH) {
            throw new IllegalArgumentException("depth: expected 0 to " + CrownPages.MAX_DEPTH + ", got " + depth);
        }
        this.depth = depth;
        this.hasher = hasher;
        this.digests = new Digest[1 << topDepth()];
        Arrays.fill(digests, Digest.ZERO);
    }

    private int topDepth() {
        return Math.min(depth, CrownPages.TOP);
    }

    /**
     * Adds a leaf.
     *
     * @param pages are given what was completed by it
     * @throws IllegalArgumentException when its path is not after the last one
     */
    public void add(TreePath path, Digest leaf, Pages pages) {
        int its = path.prefix(topDepth());
        if (its < prefix) {
            throw new IllegalArgumentException("path: expected one in path order, got " + path + " too late");
        }
        CrownBuilder current = page;
        if (current == null || its > prefix) {
            complete(pages);
            current = new CrownBuilder(topDepth(), depth - topDepth(), hasher);
            page = current;
            prefix = its;
        }
        current.add(path, leaf);
    }

    private void complete(Pages pages) {
        if (page != null) {
            Crown done = page.crown();
            digests[prefix] = done.root();
            if (depth > CrownPages.TOP) {
                pages.keep(prefix, done);
            }
        }
    }

    /** The first page, with the root. Nothing can be added after it. */
    public Crown top(Pages pages) {
        complete(pages);
        return Crown.above(topDepth(), Arrays.asList(digests), hasher);
    }
}
