package io.restante.session;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What became of a live session. Each names its epoch. */
public sealed interface SessionEvent {
    /** The session is current. */
    record SessionGranted(LiveSession session) implements SessionEvent {}

    /** A newer session took the key; the gateway that holds the older one is told. */
    record SessionReplaced(LiveSession session, Instant at) implements SessionEvent {
        /** The epoch that is not current any more. */
        public Epoch older() {
            return session.epoch();
        }
    }

    /**
     * The session was not granted; the one before stays current.
     *
     * @param retryAfter when asking again is worth it, where it is
     */
    record SessionRefused(GatewayId gateway, String connection, String reason, Optional<Duration> retryAfter)
            implements SessionEvent {}

    /**
     * The session of this epoch is not current any more, if it ever was.
     *
     * @param was the session itself, if this is what ended it
     * @param record the offset of the record that said so
     */
    record SessionEnded(Epoch epoch, Instant at, EndReason reason, Optional<LiveSession> was, long record)
            implements SessionEvent {
        /** The end as whoever compares epochs needs to know it. */
        public SessionEnded(Epoch epoch, Instant at, EndReason reason) {
            this(epoch, at, reason, Optional.empty(), -1);
        }
    }
}
