package io.restante.settlement.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A crown in pages, of which a proof reads the first and one or two others: the nodes down to {@value #TOP} bits of the path are the first page, and under each prefix of that
 * length lies a page with the nodes down to the crown's depth. A crown that is no deeper than {@value #TOP} is one page. For one thread at a time.
 */
public final class CrownPages implements UpperNodes {
    /** The depth of the first page. */
    public static final int TOP = 8;

    /** The greatest depth that is kept: 65,536 prefixes. */
    public static final int MAX_DEPTH = 2 * TOP;

    /** The most pages under the first one. */
    public static final int PAGES = 1 << TOP;

    private final UpperNodes top;
    private final int depth;
    private final IntFunction<Optional<UpperNodes>> pages;
    private final Map<Integer, UpperNodes> read = new HashMap<>();

    /**
     * A crown of which the first page was read.
     *
     * @param pages the page under a prefix of {@value #TOP} bits, when it was kept; each is asked for once at most
     */
    public CrownPages(UpperNodes top, int depth, IntFunction<Optional<UpperNodes>> pages) {
        this.top = top;
        this.depth = depth;
        this.pages = pages;
    }

    /** The depth that is kept of a tree with so many leaves. */
    public static int depthFor(long leaves) {
        return Math.min(MAX_DEPTH, Crown.depthFor(leaves));
    }

    /** Whether a tree with so many leaves has pages under the first one. */
    public static boolean several(long leaves) {
        return depthFor(leaves) > TOP;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public Digest node(int prefix, int bits) {
        if (bits <= TOP) {
            return top.node(prefix, bits);
        }
        int below = bits - TOP;
        int page = prefix >>> below;
        return top.node(page, TOP).count() == 0 ? Digest.ZERO : page(page).node(prefix & ((1 << below) - 1), below);
    }

    private UpperNodes page(int prefix) {
        return read.computeIfAbsent(prefix, missing -> pages.apply(missing)
                .filter(page -> page.depth() == depth - TOP)
                .orElseThrow(() -> new IllegalStateException("The upper nodes under " + TreePath.first(missing, TOP)
                        + " (" + TOP + " bits) are not there, or not down to depth " + depth)));
    }
}
