package io.restante.session;

import io.restante.base.Decision;
import io.restante.base.Epoch;
import io.restante.base.Rejection;
import io.restante.session.Seat.Free;
import io.restante.session.Seat.Held;
import io.restante.session.Seat.Left;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.time.Instant;
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
     * or has left since, nothing.
     *
     * @param epoch the offset of the record that asks
     */
    public Decision<SessionEvent> open(Seat seat, Opened opened, Epoch epoch, Instant now) {
        if (seat.answered().filter(answered -> !epoch.after(answered)).isPresent()) {
            return seat.current()
                    .filter(session -> session.epoch().equals(epoch))
                    .map(session -> Decision.<SessionEvent>accepted(List.of(new SessionGranted(session))))
                    .orElseGet(() -> Decision.rejected(Rejection.ALREADY_DONE));
        }
        return seat.current()
                .map(older -> replace(older, opened, epoch, now))
                .orElseGet(() -> Decision.accepted(List.of(new SessionGranted(session(opened, epoch, now)))));
    }

    private Decision<SessionEvent> replace(LiveSession older, Opened opened, Epoch epoch, Instant now) {
        if (rules.policy() == SessionRules.Policy.OLDEST_WINS) {
            return refuse(opened, "held-by-another", Optional.empty());
        }
        Optional<Duration> damped = Duel.refused(older.replacements(), now, rules);
        if (damped.isPresent()) {
            return refuse(opened, "replaced-too-often", damped);
        }
        LiveSession newer = session(opened, epoch, now);
        return Decision.accepted(List.of(
                new SessionReplaced(older, now),
                new SessionGranted(older.entered().isEmpty() ? newer : heir(older, newer, now))));
    }

    private static Decision<SessionEvent> refuse(Opened opened, String reason, Optional<Duration> retryAfter) {
        return Decision.accepted(
                List.of(new SessionRefused(opened.gateway(), opened.connection(), reason, retryAfter)));
    }

    private static LiveSession session(Opened opened, Epoch epoch, Instant now) {
        return new LiveSession(
                epoch,
                opened.sessionId(),
                opened.gateway(),
                opened.incarnation(),
                opened.connection(),
                now,
                opened.tokenExpires(),
                opened.agent().map(agent -> epoch),
                List.of());
    }

    /** An agent's session that takes the place of another: the agent entered when the first of them did. */
    private LiveSession heir(LiveSession older, LiveSession newer, Instant now) {
        return new LiveSession(
                newer.epoch(),
                newer.sessionId(),
                newer.gateway(),
                newer.incarnation(),
                newer.connection(),
                newer.since(),
                newer.tokenExpires(),
                older.entered(),
                Duel.with(older.replacements(), now, rules));
    }

    /**
     * The session of that epoch is over, whether or not it is the current one: whoever follows compares epochs. The record that ended an agent's session
     * is answered the same when it is read again. When it ended is what the gateway's clock says, within what the log knows: not before the session began, and
     * not after the record.
     *
     * @param record the offset of the record that says so
     */
    public Decision<SessionEvent> close(Seat seat, Closed closed, long record, Instant now) {
        Optional<LiveSession> was = endedBy(seat, closed.epoch(), record);
        Instant at = within(
                was.map(LiveSession::since).orElse(Instant.MIN), closed.at().orElse(now), now);
        return Decision.accepted(List.of(new SessionEnded(closed.epoch(), at, closed.reason(), was, record)));
    }

    private static Instant within(Instant earliest, Instant at, Instant latest) {
        Instant notAfter = at.isAfter(latest) ? latest : at;
        return notAfter.isBefore(earliest) ? earliest : notAfter;
    }

    /** The session that the record ends, or has ended when it was read before. */
    private static Optional<LiveSession> endedBy(Seat seat, Epoch epoch, long record) {
        return switch (seat) {
            case Held held ->
                Optional.of(held.session()).filter(session -> session.epoch().equals(epoch));
            case Left left -> Optional.of(left.session()).filter(session -> left.record() == record);
            case Free free -> Optional.empty();
        };
    }

    /** What is known of the key after the event. */
    public static Seat apply(Seat seat, SessionEvent event) {
        return switch (event) {
            case SessionGranted granted -> new Held(granted.session());
            case SessionReplaced replaced -> isCurrent(seat, replaced.older()) ? Seat.free() : seat;
            case SessionRefused refused -> seat;
            case SessionEnded ended -> end(seat, ended);
        };
    }

    private static Seat end(Seat seat, SessionEnded ended) {
        if (!isCurrent(seat, ended.epoch())) {
            return seat;
        }
        return seat.current()
                .filter(session -> session.entered().isPresent())
                .<Seat>map(session -> new Left(session, ended.at(), ended.reason(), ended.record()))
                .orElse(Seat.free());
    }

    private static boolean isCurrent(Seat seat, Epoch epoch) {
        return seat.current().filter(session -> session.epoch().equals(epoch)).isPresent();
    }
}
