/**
 * Relay sessions: served relays become leaves of a tree, the tree's root is claimed on the chain when the session's blocks have passed, and the tree is opened at a path that
 * nobody could foresee. What the chain reckons with is here too: heights, windows, difficulty, worth, and which claims must be proved.
 *
 * <p>States: {@link io.restante.settlement.RelaySession}. {@link io.restante.settlement.RelaySessionDecider} decides, and only its {@code apply} changes a session.
 *
 * <p>Invariants: no relay that was on the log before the freeze is missing from the claim; a session has one root; no proof goes out before its claim is in a block; what
 * can be sent while its window is open is sent. Blocks are final: a chain that reorganises is not provided for.
 */
@NullMarked
package io.restante.settlement;

import org.jspecify.annotations.NullMarked;
