package io.restante.push;

import io.restante.base.PushTarget;
import io.restante.push.PushEvent.KnockCancelled;
import io.restante.push.PushEvent.KnockIssued;
import io.restante.push.PushEvent.KnockPostponed;
import io.restante.push.PushEvent.KnockThrottled;
import java.time.Instant;
import java.util.Optional;

/** What a message does at one target: it knocks now, later, in the place of another one, or not at all. */
final class Ringing {
    /** Knocks at one target that have no outcome yet, at most. */
    private static final int UNDER_WAY = 32;

    private final PushRules rules;

    Ringing(PushRules rules) {
        this.rules = rules;
    }

    void ring(PushTurn turn, PushTarget target, Call call, boolean caughtUp, long count) {
        Bell bell = turn.state().bell(target);
        Optional<Knock> waiting = bell.waiting();
        if (rules.throttle() == PushRules.Throttle.ONCE_UNTIL_SEEN && bell.unseen()) {
            turn.happen(new KnockThrottled(target, call.sequence()));
        } else if (waiting.isPresent() && !overtakes(call, waiting.get(), caughtUp)) {
            replace(turn, target, waiting.get(), call);
        } else if (bell.knocks().size() >= UNDER_WAY) {
            turn.happen(new KnockThrottled(target, call.sequence()));
        } else {
            waiting.ifPresent(knock -> turn.happen(new KnockCancelled(target, knock)));
            collapse(turn, target, call);
            Instant time = time(bell, call, turn.now);
            Knock knock = Knock.of(turn.state().serial() + 1, call, time);
            if (time.isAfter(turn.now) || !caughtUp) {
                turn.happen(new KnockPostponed(target, knock));
            } else {
                issue(turn, target, knock, count);
            }
        }
    }

    /** Whether the message knocks now although an unhurried one waits. */
    private boolean overtakes(Call call, Knock waiting, boolean caughtUp) {
        boolean unhurried = waiting.unhurried();
        return caughtUp && unhurried && waiting.attempt() == 1 && !call.unhurried();
    }

    private static void replace(PushTurn turn, PushTarget target, Knock waiting, Call call) {
        turn.happen(new KnockThrottled(target, waiting.sequence()));
        turn.happen(new KnockPostponed(target, waiting.replacedBy(call)));
    }

    /** A later notification with a collapse key takes the place of an earlier one with the same. */
    private static void collapse(PushTurn turn, PushTarget target, Call call) {
        if (call.collapseKey().isPresent()) {
            turn.state().bell(target).knocks().stream()
                    .filter(knock -> knock.collapseKey().equals(call.collapseKey()))
                    .forEach(knock -> turn.happen(new KnockCancelled(target, knock)));
        }
    }

    /** When the message may knock: at once, or when the next interval begins. */
    private Instant time(Bell bell, Call call, Instant now) {
        Instant next = bell.rungAt().map(rung -> rung.plus(rules.interval())).orElse(now);
        if (call.unhurried()) {
            return next.isAfter(now) ? next : now.plus(rules.interval());
        }
        return rules.throttle() == PushRules.Throttle.INTERVAL && next.isAfter(now) ? next : now;
    }

    /** A sender is asked, and asked again when nobody reports an outcome. */
    void issue(PushTurn turn, PushTarget target, Knock knock, long count) {
        turn.happen(new KnockIssued(
                target, knock.issuedAt(turn.now, turn.now.plus(rules.answerWait())), turn.now, knock.fresh(), count));
    }
}
