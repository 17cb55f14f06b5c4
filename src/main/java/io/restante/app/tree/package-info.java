/** {@code restante tree}: roots, proofs and verdicts of Merkle sum trees on the command line, for whoever checks a claim without this application. */
@NullMarked
package io.restante.app.tree;

import org.jspecify.annotations.NullMarked;
