package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import java.time.Instant;

/** What became of a live session. Each names its epoch. */
public sealed interface SessionEvent {
    /** The session is current. */
    record SessionGranted(LiveSession session) implements SessionEvent {}

    /** A newer session took the key; the gateway that holds the older one is told. */
    record SessionReplaced(Epoch older, GatewayId gateway, String connection, Instant at) implements SessionEvent {}

    /** The session was not granted; the one before stays current. */
    record SessionRefused(GatewayId gateway, String connection, String reason) implements SessionEvent {}

    /** The session of this epoch is not current any more, if it ever was. */
    record SessionEnded(Epoch epoch, Instant at, EndReason reason) implements SessionEvent {}
}
