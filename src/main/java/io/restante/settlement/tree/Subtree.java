package io.restante.settlement.tree;

import java.util.ArrayList;
import java.util.List;

/** A node of a tree and all below it, as a prover walks down: from the crown into the leaves under one of its prefixes. */
sealed interface Subtree {
    int depth();

    Digest digest();

    /** The nodes below, one deeper. Whoever needs both asks once: leaves are read and hashed for it. */
    Children children();

    /** The path of the first leaf below. There has to be one. */
    TreePath firstPath();

    /** Leaves below it. */
    default long count() {
        return digest().count();
    }

    static Subtree whole(OrderedLeaves leaves, UpperNodes crown, NodeHasher hasher) {
        return new InCrown(leaves, crown, hasher, 0, 0);
    }

    /** The two sides below a node. */
    record Children(Subtree zero, Subtree one) {
        Subtree at(int bit) {
            return bit == 0 ? zero : one;
        }

        /** The side with the first of the leaves. */
        Subtree first() {
            return zero.count() > 0 ? zero : one;
        }
    }

    /** Known from the crown. */
    record InCrown(OrderedLeaves leaves, UpperNodes crown, NodeHasher hasher, int prefix, int depth)
            implements Subtree {
        @Override
        public Digest digest() {
            return crown.node(prefix, depth);
        }

        @Override
        public Children children() {
            return depth < crown.depth() ? new Children(child(0), child(1)) : load().children();
        }

        private InCrown child(int bit) {
            return new InCrown(leaves, crown, hasher, 2 * prefix + bit, depth + 1);
        }

        @Override
        public TreePath firstPath() {
            if (count() == 1 || depth == crown.depth()) {
                return load().firstPath();
            }
            return children().first().firstPath();
        }

        private InLeaves load() {
            List<Entry> entries = new ArrayList<>();
            leaves.visit(
                    TreePath.first(prefix, depth),
                    TreePath.last(prefix, depth),
                    (path, digest) -> entries.add(new Entry(path, digest)));
            InLeaves loaded = new InLeaves(entries, hasher, depth);
            Digest found = loaded.digest();
            if (!found.equals(digest())) {
                throw new IllegalStateException("The " + entries.size() + " leaves under the first " + depth
                        + " bits of " + TreePath.first(prefix, depth) + " are not those the root was computed from: "
                        + found + " instead of " + digest());
            }
            return loaded;
        }
    }

    /** A leaf without its value. */
    record Entry(TreePath path, Digest digest) {}

    /** Known from its leaves. Its digest is computed when it is asked for: of what is on the way down it is not. */
    record InLeaves(List<Entry> entries, NodeHasher hasher, int depth) implements Subtree {
        @Override
        public Digest digest() {
            RootBuilder builder = new RootBuilder(hasher, depth);
            entries.forEach(each -> builder.add(each.path(), each.digest()));
            return builder.root();
        }

        @Override
        public long count() {
            return entries.size();
        }

        @Override
        public Children children() {
            int zeros = 0;
            while (zeros < entries.size() && entries.get(zeros).path().bit(depth) == 0) {
                zeros++;
            }
            return new Children(
                    new InLeaves(entries.subList(0, zeros), hasher, depth + 1),
                    new InLeaves(entries.subList(zeros, entries.size()), hasher, depth + 1));
        }

        @Override
        public TreePath firstPath() {
            return entries.getFirst().path();
        }
    }
}
