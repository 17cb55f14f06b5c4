/**
 * The sparse Merkle sum tree: what the relays of one supplier in one relay session are committed to with 48 bytes, and proofs that open it.
 * Bit-compatible with the public {@code smt} library v0.14.1; it knows the language alone.
 *
 * <p>The tree is a function of the set of its leaves. So there is no tree to be changed: leaves are kept in path order, wherever, and a {@link
 * io.restante.settlement.tree.RootBuilder} or {@link io.restante.settlement.tree.CrownBuilder} reads them once from left to right. The node above the leaves
 * {@code A} that share their first {@code d} bits is
 *
 * <pre>
 *   no leaf    ZERO
 *   one leaf   the digest of the leaf, whatever d is
 *   more       inner(node of those with bit d = 0, node of those with bit d = 1), both at d + 1
 * </pre>
 *
 * <p>A {@link io.restante.settlement.tree.Crown} holds the upper nodes, so that a {@link io.restante.settlement.tree.Prover} reads no more than the leaves
 * under one prefix, and a freeze may be done a prefix at a time. {@link io.restante.settlement.tree.CrownPages} are a crown of which only the pages that a proof comes to are read.
 *
 * <p>Invariants: the order in which leaves came does not show; sums and counts that 64 bits do not hold are refused; a {@link
 * io.restante.settlement.tree.Verifier} answers with a verdict whatever it is given, and refuses what it does not fully understand.
 */
@NullMarked
package io.restante.settlement.tree;

import org.jspecify.annotations.NullMarked;
