/**
 * When is knocked at whose door, how often, and what becomes of it.
 *
 * <p>A mailbox's knocks are part of the mailbox's own head, so a knock is decided in the step that stores the message, and cannot race with a live session:
 * one that opens, an acknowledgement and a message that ends cancel what waits. A knock is waiting, then issued, then settled; one that failed waits again:
 *
 * <pre>
 * ring → waiting ⇄ issued → settled: sent · target_gone · refused · dropped
 *            └────────┴──→ cancelled
 * </pre>
 *
 * <p>Invariants: a mailbox whose session acknowledges is not knocked for; a knock says that there is a message, never what is in it; a retry is never before the time
 * the provider asked for; a target is removed only if it is still the one that failed, registered before the provider's answer.
 */
@NullMarked
package io.restante.push;

import org.jspecify.annotations.NullMarked;
