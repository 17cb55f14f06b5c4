package io.restante.push;

import io.restante.base.DeviceId;
import io.restante.base.PushTarget;
import io.restante.push.PushEvent.KnockAnswered;
import io.restante.push.PushEvent.KnockCancelled;
import io.restante.push.PushEvent.KnockPostponed;
import io.restante.push.PushEvent.KnockSettled;
import io.restante.push.PushEvent.LookPlanned;
import io.restante.push.PushEvent.Seen;
import io.restante.push.PushEvent.TargetGone;
import io.restante.push.PushEvent.TargetNamed;
import io.restante.push.PushEvent.TargetRegistered;
import io.restante.push.PushEvent.TargetRemoved;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides whose door is knocked at, and what follows from what became of a knock. Pure, like every decider. */
public final class PushDecider {
    private final PushRules rules;
    private final Ringing ringing;

    public PushDecider(PushRules rules) {
        this.rules = rules;
        this.ringing = new Ringing(rules);
    }

    /** A message came, whoever is there: when it names a target of its own, that is remembered. */
    public List<PushEvent> named(PushState state, boolean own) {
        return own && !state.named() ? List.of(new TargetNamed()) : List.of();
    }

    /**
     * Nobody is there for the message: its own target is knocked at, or those that are registered.
     *
     * @param caughtUp whether all that was confirmed before a restart has been applied; before, a knock waits, for a session may have opened since
     * @param count messages held
     */
    public List<PushEvent> ring(PushState state, Call call, boolean caughtUp, long count, Instant now) {
        PushTurn turn = new PushTurn(state, now);
        targets(state, call).forEach(target -> ringing.ring(turn, target, call, caughtUp, count));
        return turn.events();
    }

    /** Where a message knocks. */
    public static List<PushTarget> targets(PushState state, Call call) {
        return call.own().map(List::of).orElseGet(() -> state.targets().stream()
                .map(RegisteredTarget::target)
                .distinct()
                .toList());
    }

    /** A session opened, or a message was acknowledged: what waits is cancelled, and the next message may knock again. */
    public List<PushEvent> seen(PushState state, Instant now) {
        if (!state.unsettled()) {
            return List.of();
        }
        PushTurn turn = new PushTurn(state, now);
        cancel(turn, knock -> true);
        turn.happen(new Seen(now.minus(rules.interval())));
        return turn.events();
    }

    /** Something was taken: the next message may knock again. */
    public List<PushEvent> looked(PushState state, Instant now) {
        return state.bells().stream().anyMatch(Bell::unseen)
                ? List.of(new Seen(now.minus(rules.interval())))
                : List.of();
    }

    /** There is nothing left to knock for. */
    public List<PushEvent> emptied(PushState state, Instant now) {
        PushTurn turn = new PushTurn(state, now);
        cancel(turn, knock -> true);
        return turn.events();
    }

    private static void cancel(PushTurn turn, Predicate<Knock> which) {
        for (Bell bell : turn.state().bells()) {
            bell.knocks().stream()
                    .filter(which)
                    .forEach(knock -> turn.happen(new KnockCancelled(bell.target(), knock)));
        }
    }

    /** A session ended and messages are left: they are knocked for soon, unless another session opens meanwhile. */
    public List<PushEvent> sessionEnded(PushState state, Instant now) {
        return state.inUse() ? List.of(new LookPlanned(Optional.of(now.plus(rules.sessionEndedDelay())))) : List.of();
    }

    /** Whether the time has come to see whether somebody must be knocked for. */
    public static boolean mustLook(PushState state, Instant now) {
        return state.lookAt().filter(time -> !now.isBefore(time)).isPresent();
    }

    /** Knocks whose time has come are asked for. */
    public List<PushEvent> due(PushState state, long count, Instant now) {
        PushTurn turn = new PushTurn(state, now);
        cancel(turn, knock -> knock.dueAt(now) && knock.expiredAt(now));
        for (Bell bell : turn.state().bells()) {
            bell.knocks().stream()
                    .filter(knock -> knock.dueAt(now))
                    .forEach(knock -> ringing.issue(turn, bell.target(), knock, count));
        }
        return turn.events();
    }

    /** What a sender says of a knock; of one that nobody waits for any more it says nothing new. */
    public List<PushEvent> answered(PushState state, PushResult result, Instant now) {
        PushTurn turn = new PushTurn(state, now);
        for (Bell bell : state.bells()) {
            bell.knocks().stream()
                    .filter(knock -> isAnsweredBy(knock, result))
                    .forEach(knock -> answered(turn, bell.target(), knock, result));
        }
        return turn.events();
    }

    private static boolean isAnsweredBy(Knock knock, PushResult result) {
        return knock.issued()
                && result.attempt().orElse(knock.attempt()) == knock.attempt()
                && NotificationId.parse(result.notificationId())
                        .filter(id -> id.serial() == knock.serial() && id.sequence() == knock.sequence())
                        .isPresent();
    }

    private void answered(PushTurn turn, PushTarget target, Knock knock, PushResult result) {
        turn.happen(new KnockAnswered(target, knock, result));
        switch (result.outcome()) {
            case SENT, REFUSED, DROPPED -> settle(turn, target, knock, result.outcome(), result);
            case TARGET_GONE -> {
                settle(turn, target, knock, PushOutcome.TARGET_GONE, result);
                turn.happen(new TargetGone(target, result.at()));
            }
            case RETRY -> retry(turn, target, knock, result);
            case NOT_CONFIGURED -> {
                Instant next = turn.now.plus(Jitter.around(rules.waitAfter(knock.attempt()), knock));
                turn.happen(new KnockPostponed(target, knock.waitingUntil(next)));
            }
        }
    }

    /** Never before the provider wants to be asked again, and not for ever. */
    private void retry(PushTurn turn, PushTarget target, Knock knock, PushResult result) {
        Instant next = turn.now.plus(Jitter.around(rules.waitAfter(knock.attempt()), knock));
        Instant allowed = result.retryAfter()
                .map(wait -> later(result.at(), turn.now).plus(wait).plus(Jitter.upTo(Duration.ofSeconds(1), knock)))
                .orElse(next);
        Instant due = wholeMillis(later(next, allowed));
        if (due.isAfter(knock.since().plus(rules.maxAge()))) {
            settle(turn, target, knock, PushOutcome.DROPPED, result);
        } else {
            turn.happen(new KnockPostponed(target, knock.again(due)));
        }
    }

    private static void settle(PushTurn turn, PushTarget target, Knock knock, PushOutcome outcome, PushResult result) {
        turn.happen(new KnockSettled(target, knock, outcome, result.providerCode()));
    }

    /** What others say can be finer than times are kept; never before it. */
    private static Instant wholeMillis(Instant time) {
        return time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * Somebody says where a device is knocked at, or that it is not any more. A record that was applied before changes nothing.
     *
     * @param offset of the record
     * @param now the record's time
     */
    public List<PushEvent> change(PushState state, DeviceId device, TargetChange change, long offset, Instant now) {
        if (offset <= state.mark()) {
            return List.of();
        }
        PushTurn turn = new PushTurn(state, now);
        switch (change) {
            case TargetChange.Register register -> {
                List<RegisteredTarget> others = new ArrayList<>(state.targets());
                others.removeIf(each -> each.device().equals(device));
                if (others.size() >= rules.devices()) {
                    turn.happen(new TargetRemoved(others.getFirst().device(), offset));
                }
                turn.happen(new TargetRegistered(
                        new RegisteredTarget(
                                device,
                                register.target(),
                                register.registeredAt().orElse(now).truncatedTo(ChronoUnit.MILLIS)),
                        offset));
            }
            case TargetChange.Remove remove -> turn.happen(new TargetRemoved(device, offset));
        }
        cancelUnowned(turn, state);
        return turn.events();
    }

    /** A target that was registered and is no longer is not knocked at any more. */
    private static void cancelUnowned(PushTurn turn, PushState before) {
        for (RegisteredTarget lost : before.targets()) {
            boolean owned = turn.state().targets().stream()
                    .anyMatch(each -> each.target().equals(lost.target()));
            if (!owned) {
                turn.state()
                        .bell(lost.target())
                        .knocks()
                        .forEach(knock -> turn.happen(new KnockCancelled(lost.target(), knock)));
            }
        }
    }
}
