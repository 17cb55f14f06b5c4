package io.restante.settlement.tree;

import java.util.Locale;

/** Why a proof is refused: what of it is wrong. */
public enum Reason {
    /** It is no root's 48 bytes. */
    ROOT,
    /** It is no path, or not the one that was to be proved. */
    PATH,
    /** The leaf's path is no path. */
    CLOSEST_PATH,
    /** It is not the number of side nodes, or more than a tree is deep. */
    DEPTH,
    /** They are too many, or none of a digest's length, or there is none where a leaf hangs. */
    SIDE_NODES,
    /** They are not exactly where leaf and target differ, in rising order, each beside nothing. */
    FLIPPED_BITS,
    /** There is none, or it is no leaf's. */
    VALUE,
    /** A leaf counts as one. */
    COUNT,
    /** There is some where a leaf is said to be, or what there is proves no absence. */
    NON_MEMBERSHIP_DATA,
    /** It is no node, or not the one that the first side node says. */
    SIBLING_DATA,
    /** Sums or counts are more than 64 bits hold. */
    OVERFLOW,
    /** It does not fit the number of side nodes, or those that are there. */
    BIT_MASK,
    /** What it leads to is not the root. */
    OTHER_ROOT;

    /** As it is written outside. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
