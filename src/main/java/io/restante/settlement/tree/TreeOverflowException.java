package io.restante.settlement.tree;

/** The weights of a tree, or its leaves, are more than 64 bits can say. */
public final class TreeOverflowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TreeOverflowException(String what, long left, long right) {
        super("The " + what + " of the tree is more than 64 bits hold: " + Long.toUnsignedString(left) + " + "
                + Long.toUnsignedString(right));
    }
}
