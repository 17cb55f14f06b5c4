package io.restante.mailbox;

import io.restante.delivery.DeliveryRules;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.MailboxEvent.BacklogDelivered;
import io.restante.mailbox.MailboxEvent.CursorMoved;
import io.restante.mailbox.MailboxEvent.HandOutLapsed;
import io.restante.mailbox.MailboxEvent.MessageDied;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.WaitUnanswered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How messages go out to a live session: in order of sequence, as many as its window has room for. */
final class HandingOut {
    private final DeliveryRules rules;
    private final Knocking knocking;

    HandingOut(DeliveryRules rules, Knocking knocking) {
        this.rules = rules;
        this.knocking = knocking;
    }

    /** The session has as many of the waiting messages as it may, oldest first. */
    void fill(Turn turn) {
        Optional<LiveWindow> open = turn.head().window().filter(window -> window.openAt(turn.now()));
        if (open.isEmpty()) {
            return;
        }
        if (!turn.moment.caughtUp()) {
            turn.wakeBy(turn.now());
            return;
        }
        LiveWindow window = open.get();
        long last = turn.head().last();
        int room = window.room(rules);
        if (room > 0 && window.cursor() < last) {
            List<HeldMessage> next = next(turn, window, room);
            next.forEach(held -> handOut(turn, held, false));
            if (next.size() < room && turn.head().window().orElseThrow().roomInBytes(rules) > 0) {
                turn.happen(new CursorMoved(last));
            }
        }
        tellWhenBacklogIsDone(turn);
    }

    private List<HeldMessage> next(Turn turn, LiveWindow window, int room) {
        long[] roomInBytes = {window.roomInBytes(rules)};
        return turn.mailbox.messages(
                window.cursor() + 1,
                turn.head().last(),
                room,
                held -> {
                    boolean offered = offered(held, window, turn.now());
                    roomInBytes[0] -= offered ? held.size() : 0;
                    return offered;
                },
                held -> roomInBytes[0] <= 0);
    }

    private static void tellWhenBacklogIsDone(Turn turn) {
        turn.head()
                .window()
                .filter(filled -> !filled.backlogDone() && filled.cursor() >= filled.backlogEnd())
                .ifPresent(filled -> turn.happen(new BacklogDelivered(filled)));
    }

    /** The message goes to the session at once; it was just stored, the window has room, and no older message waits before it. */
    void handOutNext(Turn turn, HeldMessage message) {
        if (turn.moment.caughtUp()) {
            handOut(turn, message, false);
            tellWhenBacklogIsDone(turn);
        } else {
            turn.wakeBy(turn.now());
        }
    }

    /** Not what this session has already, nor what a take has and may still acknowledge. */
    private static boolean offered(HeldMessage held, LiveWindow window, Instant now) {
        return held.handOut()
                .map(out -> !out.to(window.epoch()) && !(out.byTake() && !out.overAt(now)))
                .orElse(true);
    }

    private void handOut(Turn turn, HeldMessage held, boolean again) {
        if (held.handOut().filter(HandOut::byTake).isPresent()) {
            turn.happen(new HandOutLapsed(held.pending()));
        }
        LiveWindow window = turn.head().window().orElseThrow();
        Instant at = window.handOutAt(turn.now());
        Instant due = at.plus(rules.waitOf(held.attempts() + 1));
        HeldMessage out = held.handedOut(new HandOut(Optional.of(window.epoch()), at, due, false));
        turn.happen(new MessageHandedOut(out, window, again));
        turn.wakeBy(due);
    }

    /** What was handed out and not acknowledged in time goes out again, or to the dead letters when its attempts are spent; a bounded number at a time. */
    void redeliver(Turn turn) {
        Optional<LiveWindow> window = turn.head().window();
        List<HeldMessage> overdue = overdue(turn);
        window.ifPresent(live -> suspect(turn, live, overdue));
        for (HeldMessage held : overdue) {
            HandOut out = held.handOut().orElseThrow();
            if (out.byTake()) {
                turn.happen(new HandOutLapsed(held.pending()));
                turn.head()
                        .window()
                        .filter(live -> live.cursor() >= held.sequence())
                        .ifPresent(live -> turn.happen(new CursorMoved(held.sequence() - 1)));
            } else if (window.isPresent() && out.to(window.get().epoch())) {
                if (rules.maxAttempts() > 0 && held.attempts() >= rules.maxAttempts()) {
                    turn.happen(new MessageDied(held, turn.now()));
                } else {
                    handOut(turn, held, true);
                }
            }
        }
    }

    /** A session that lets one wait after the other go by may be a phantom: then somebody is knocked for as well. */
    private void suspect(Turn turn, LiveWindow window, List<HeldMessage> overdue) {
        List<HeldMessage> theirs = overdue.stream()
                .filter(held -> held.handOut().orElseThrow().to(window.epoch()))
                .toList();
        if (theirs.stream().anyMatch(held -> window.silence()
                .isLongerBy(held.handOut().orElseThrow().at()))) {
            turn.happen(new WaitUnanswered(window, turn.now()));
            if (turn.head().window().orElseThrow().suspect()) {
                knocking.ringForFirst(turn, theirs);
            }
        }
    }

    private static List<HeldMessage> overdue(Turn turn) {
        return out(turn, Waking.BATCH, held -> held.handOut().orElseThrow().overAt(turn.now()));
    }

    /** When the next hand-out is due, if any is out. */
    static Optional<Instant> nextDue(Turn turn) {
        return out(turn, Integer.MAX_VALUE, held -> true).stream()
                .map(held -> held.handOut().orElseThrow().due())
                .min(Instant::compareTo);
    }

    /** Messages that are out with the live session or a take; the walk ends when as many were met as the head says there are. */
    private static List<HeldMessage> out(Turn turn, int limit, Predicate<HeldMessage> wanted) {
        MailboxHead head = turn.head();
        if (head.handedOut() == 0) {
            return List.of();
        }
        long[] unmet = {head.handedOut()};
        return turn.mailbox.messages(
                head.first(),
                head.last(),
                limit,
                held -> {
                    boolean isOut = held.handOut()
                            .filter(out -> out.byTake()
                                    || head.window()
                                            .filter(window -> out.to(window.epoch()))
                                            .isPresent())
                            .isPresent();
                    if (isOut) {
                        unmet[0]--;
                    }
                    return isOut && wanted.test(held);
                },
                held -> unmet[0] <= 0);
    }
}
