package io.restante.mailbox;

import io.restante.base.DeviceId;
import io.restante.base.PushTarget;
import io.restante.mailbox.MailboxEvent.Pushing;
import io.restante.push.Call;
import io.restante.push.PushDecider;
import io.restante.push.PushEvent;
import io.restante.push.PushEvent.LookPlanned;
import io.restante.push.PushResult;
import io.restante.push.PushRules;
import io.restante.push.PushState;
import io.restante.push.TargetChange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a mailbox does about knocking. Of a mailbox nobody is knocked for, each of these looks at one field of its head. */
final class Knocking {
    /** Messages that are looked at for their targets when it is not one message that knocks. */
    private static final int LOOKED_AT = 32;

    private final PushDecider decider;

    Knocking(PushRules rules) {
        this.decider = new PushDecider(rules);
    }

    void named(Turn turn, HeldMessage message) {
        if (message.push().isPresent() && !push(turn).named()) {
            happen(turn, decider.named(push(turn), true));
        }
    }

    /** Where the message knocks if nobody is there. */
    List<PushTarget> targets(Turn turn, HeldMessage message) {
        return push(turn).inUse() ? PushDecider.targets(push(turn), call(message)) : List.of();
    }

    void ring(Turn turn, HeldMessage message) {
        if (push(turn).inUse()) {
            happen(
                    turn,
                    decider.ring(
                            push(turn),
                            call(message),
                            turn.moment.caughtUp(),
                            turn.head().count(),
                            turn.now()));
        }
    }

    /** Each target of these messages is knocked at for the first of them. */
    void ringForFirst(Turn turn, List<HeldMessage> messages) {
        Set<PushTarget> rung = new HashSet<>();
        for (HeldMessage message : messages) {
            if (targets(turn, message).stream().anyMatch(target -> !rung.contains(target))) {
                ring(turn, message);
                rung.addAll(targets(turn, message));
            }
        }
    }

    void seen(Turn turn) {
        if (push(turn).inUse()) {
            happen(turn, decider.seen(push(turn), turn.now()));
        }
    }

    void looked(Turn turn) {
        if (push(turn).inUse()) {
            happen(turn, decider.looked(push(turn), turn.now()));
        }
    }

    /** When nothing is held any more there is nothing to knock for. */
    void emptied(Turn turn) {
        if (push(turn).inUse() && turn.head().count() == 0) {
            happen(turn, decider.emptied(push(turn), turn.now()));
        }
    }

    void sessionEnded(Turn turn) {
        if (turn.head().count() > 0) {
            happen(turn, decider.sessionEnded(push(turn), turn.now()));
        }
    }

    /** What time has made due. Messages left by a session that ended knock if nobody has come since. */
    void wake(Turn turn) {
        if (!push(turn).inUse()) {
            return;
        }
        emptied(turn);
        if (PushDecider.mustLook(push(turn), turn.now())) {
            turn.happen(new Pushing(new LookPlanned(Optional.empty())));
            MailboxHead head = turn.head();
            if (head.window().isEmpty()) {
                ringForFirst(
                        turn, turn.mailbox.messages(head.first(), head.last(), LOOKED_AT, held -> true, held -> false));
            }
        }
        happen(turn, decider.due(push(turn), turn.head().count(), turn.now()));
    }

    void change(Turn turn, DeviceId device, TargetChange change, long offset) {
        happen(turn, decider.change(push(turn), device, change, offset, turn.now()));
    }

    void answered(Turn turn, PushResult result) {
        happen(turn, decider.answered(push(turn), result, turn.now()));
    }

    private static PushState push(Turn turn) {
        return turn.head().push();
    }

    private static void happen(Turn turn, List<PushEvent> events) {
        if (!events.isEmpty()) {
            events.forEach(event -> turn.happen(new Pushing(event)));
            push(turn).dueAt().ifPresent(turn::wakeBy);
        }
    }

    private static Call call(HeldMessage message) {
        return new Call(
                message.sequence(),
                message.id(),
                message.receivedAt(),
                message.urgency(),
                message.collapseKey(),
                message.expiresAt(),
                message.push());
    }
}
