package io.restante.settlement.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Computes the digest of leaves that come in path order, in one pass, and holds no more than one node for each depth while it does.
 *
 * <p>Made for a depth other than 0, it takes the leaves that share their first so many bits and gives the digest of the node above all of them.
 */
public final class RootBuilder {
    /** A finished node that waits for what is to its right. It and its neighbour split at this depth. */
    private record Waiting(int split, Digest left) {}

    private final NodeHasher hasher;
    private final int depth;
    private final Deque<Waiting> spine = new ArrayDeque<>();
    private @Nullable TreePath lastPath;
    private Digest lastLeaf = Digest.ZERO;

    public RootBuilder(NodeHasher hasher) {
        this(hasher, 0);
    }

    RootBuilder(NodeHasher hasher, int depth) {
        this.hasher = hasher;
        this.depth = depth;
    }

    public void add(Leaf leaf) {
        add(leaf.path(), hasher.leaf(leaf));
    }

    /** @throws IllegalArgumentException when the path is not after the last one, or belongs under another node */
    public void add(TreePath path, Digest leaf) {
        if (lastPath != null) {
            int split = lastPath.commonPrefix(path);
            if (split == TreePath.BITS || path.bit(split) == 0) {
                throw new IllegalArgumentException("path: expected one after " + lastPath + ", got " + path);
            }
            if (split < depth) {
                throw new IllegalArgumentException(
                        "path: expected one that shares " + depth + " bits with " + lastPath + ", got " + path);
            }
            Digest left = finish(lastPath, split + 1);
            spine.push(new Waiting(split, left));
        }
        lastPath = path;
        lastLeaf = leaf;
    }

    /** The digest of all that was added. Nothing can be added after it. */
    public Digest root() {
        return lastPath == null ? Digest.ZERO : finish(lastPath, depth);
    }

    /** The node above the last leaf at this depth, with everything that waits below it. A leaf alone stands for itself at any depth. */
    private Digest finish(TreePath path, int to) {
        Digest node = lastLeaf;
        boolean alone = true;
        int at = to;
        for (Waiting top = spine.peek(); top != null && top.split() >= to; top = spine.peek()) {
            Digest right = alone ? node : hasher.lift(node, path, at, top.split() + 1);
            node = hasher.inner(top.left(), right);
            alone = false;
            at = top.split();
            spine.pop();
        }
        return alone ? node : hasher.lift(node, path, at, to);
    }
}
