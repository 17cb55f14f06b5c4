/**
 * The relayer: serves signed requests of applications through backends, answers with a signature of its own, and writes what was served to the log; reads relay sessions.
 *
 * <p>A request that is let in has a place in the outbox until its record is on the log. When no place is free, nothing more is served: a relay that was answered and not recorded
 * would be paid by nobody.
 */
@NullMarked
package io.restante.gateway.relay;

import org.jspecify.annotations.NullMarked;
