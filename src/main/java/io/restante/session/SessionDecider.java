package io.restante.session;

import io.restante.base.Decision;
import io.restante.base.Epoch;
import io.restante.base.Rejection;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides who holds the live session of a key. Pure. */
public final class SessionDecider {
    private final SessionRules rules;

    public SessionDecider(SessionRules rules) {
        this.rules = rules;
    }

    /**
     * Grants the session or refuses it. Asked again with an epoch that is current, it answers the same; with one that was replaced
     * since, nothing.
     *
     * @param epoch the offset of the record that asks
     */
    public Decision<SessionEvent> open(Optional<LiveSession> current, Opened opened, Epoch epoch, Instant now) {
        if (current.isPresent() && !epoch.after(current.get().epoch())) {
            return current.get().epoch().equals(epoch)
                    ? Decision.accepted(List.of(new SessionGranted(current.get())))
                    : Decision.rejected(Rejection.ALREADY_DONE);
        }
        if (current.isPresent() && rules.policy() == SessionRules.Policy.OLDEST_WINS) {
            return Decision.accepted(
                    List.of(new SessionRefused(opened.gateway(), opened.connection(), "held-by-another")));
        }
        List<SessionEvent> events = new ArrayList<>();
        current.ifPresent(
                older -> events.add(new SessionReplaced(older.epoch(), older.gateway(), older.connection(), now)));
        events.add(new SessionGranted(new LiveSession(
                epoch,
                opened.sessionId(),
                opened.gateway(),
                opened.incarnation(),
                opened.connection(),
                now,
                opened.tokenExpires())));
        return Decision.accepted(events);
    }

    /** The session of that epoch is over, whether or not it is the current one: whoever follows compares epochs. */
    public Decision<SessionEvent> close(Closed closed, Instant now) {
        return Decision.accepted(
                List.of(new SessionEnded(closed.epoch(), closed.at().orElse(now), closed.reason())));
    }

    /** The current session after the event. */
    public static Optional<LiveSession> apply(Optional<LiveSession> current, SessionEvent event) {
        return switch (event) {
            case SessionGranted granted -> Optional.of(granted.session());
            case SessionReplaced replaced ->
                current.filter(session -> !session.epoch().equals(replaced.older()));
            case SessionRefused refused -> current;
            case SessionEnded ended ->
                current.filter(session -> !session.epoch().equals(ended.epoch()));
        };
    }
}
