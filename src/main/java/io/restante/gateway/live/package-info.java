/**
 * The Kafka side of a gateway: one producer, one consumer of the gateway's own topic, and a heartbeat.
 *
 * <p>Invariants: a hand-out reaches only the session whose epoch it names; a grant nobody waits for any more is given back; a session
 * this gateway has ended is ended on the log too, however often that must be tried; no session opens before the gateway's first
 * heartbeat is on the log. Callers' futures never complete on a Kafka thread.
 */
@NullMarked
package io.restante.gateway.live;

import org.jspecify.annotations.NullMarked;
