package io.restante.delivery;

import io.restante.base.PushTarget;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where a message goes now, decided in the same step that stores it. */
public sealed interface Destination {
    /** To the live session of this window. */
    record Live(LiveWindow window) implements Destination {}

    /** To nobody yet: push notifications knock at these targets, as often as they may. */
    record Push(List<PushTarget> targets) implements Destination {
        public Push {
            targets = List.copyOf(targets);
        }
    }

    /** To nobody yet. */
    record Hold() implements Destination {}

    /**
     * A message that was just stored goes to the session if it is its turn, knocks if there is no session and somebody to knock at, and is held otherwise.
     *
     * @param sequenceBefore the last sequence of the mailbox before this message: a session that has not come so far gets older messages
     *     first
     */
    static Destination of(
            Optional<LiveWindow> window,
            List<PushTarget> targets,
            long sequenceBefore,
            DeliveryRules rules,
            Instant now) {
        if (window.isPresent()) {
            LiveWindow live = window.get();
            boolean itsTurn = live.openAt(now) && live.cursor() >= sequenceBefore && live.room(rules) > 0;
            return itsTurn ? new Live(live) : new Hold();
        }
        return targets.isEmpty() ? new Hold() : new Push(targets);
    }
}
