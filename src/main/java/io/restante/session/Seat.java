package io.restante.session;

import io.restante.base.Epoch;
import java.time.Instant;
import java.util.Optional;

/** What is known of a key: the session that holds it, or for an agent's key, for a while, the one that held it last. */
public sealed interface Seat {
    /** Nobody holds it, and who held it last is not known any more. */
    record Free() implements Seat {}

    /** The session is current. */
    record Held(LiveSession session) implements Seat {}

    /**
     * An agent's session ended and nobody came after it. Remembered so that its records, should they be read again after a crash, do not let the agent
     * enter once more.
     *
     * @param record the offset of the record that ended it
     */
    record Left(LiveSession session, Instant at, EndReason reason, long record) implements Seat {}

    static Seat free() {
        return new Free();
    }

    /** The session that is current. */
    default Optional<LiveSession> current() {
        return switch (this) {
            case Held held -> Optional.of(held.session());
            case Free free -> Optional.empty();
            case Left left -> Optional.empty();
        };
    }

    /** Up to here every record that asked for a session has been answered, as far as it is known. */
    default Optional<Epoch> answered() {
        return switch (this) {
            case Held held -> Optional.of(held.session().epoch());
            case Free free -> Optional.empty();
            case Left left -> Optional.of(new Epoch(left.record()));
        };
    }
}
