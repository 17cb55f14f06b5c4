package io.restante.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * How long a live session has acknowledged nothing of what it was handed.
 *
 * @param waits for an acknowledgement that ended without any, one after the other
 * @param last when the last of them ended
 */
public record Silence(int waits, Optional<Instant> last) {
    public static final Silence NONE = new Silence(0, Optional.empty());

    /** Waits after which the session's socket may be a phantom. */
    private static final int SUSPECT = 2;

    boolean suspect() {
        return waits >= SUSPECT;
    }

    /** Whether the wait for a message that was handed out then is one more, and not the same silence told by another message. */
    public boolean isLongerBy(Instant handedOut) {
        return last.filter(handedOut::isBefore).isEmpty();
    }

    Silence goesOn(Instant at) {
        return new Silence(waits + 1, Optional.of(at));
    }
}
