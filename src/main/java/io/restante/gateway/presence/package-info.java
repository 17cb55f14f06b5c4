/**
 * The presence protocol on a WebSocket.
 *
 * <p>A socket's life: it waits for its first frame, asks for the session of the agent that the frame names, is connected once the topology granted it, and is over
 * once. Invariants: nothing is told before {@code connect_success}; whoever is sent away is told why as JSON before the close frame; while the gateway drains, a
 * session whose client has gone is kept until the drain is over, so that a client that comes back elsewhere has replaced it and nobody notices.
 */
@NullMarked
package io.restante.gateway.presence;

import org.jspecify.annotations.NullMarked;
