package io.restante.mailbox;

import io.restante.base.MessageId;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.MailboxEvent.BacklogDelivered;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxEvent.CursorMoved;
import io.restante.mailbox.MailboxEvent.FrontMoved;
import io.restante.mailbox.MailboxEvent.HandOutLapsed;
import io.restante.mailbox.MailboxEvent.MessageAcknowledged;
import io.restante.mailbox.MailboxEvent.MessageDied;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.MessagePutBack;
import io.restante.mailbox.MailboxEvent.MessageRefused;
import io.restante.mailbox.MailboxEvent.MessageStored;
import io.restante.mailbox.MailboxEvent.MessageTaken;
import io.restante.mailbox.MailboxEvent.Pushing;
import io.restante.mailbox.MailboxEvent.SessionJoined;
import io.restante.mailbox.MailboxEvent.SessionLeft;
import io.restante.mailbox.MailboxEvent.WaitUnanswered;
import io.restante.mailbox.MailboxEvent.WakeSet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One mailbox as a working copy: what it was, and what events made of it since. Events are applied here and nowhere else; what they
 * changed is then saved by whoever holds the store. A {@link #draft} is a copy to try events on.
 */
public final class Mailbox implements MailboxContents {
    private final MailboxContents before;
    private MailboxHead head;
    private final NavigableMap<Long, Optional<HeldMessage>> messages = new TreeMap<>();
    private final Map<Long, Optional<HeldMessage>> dead = new HashMap<>();
    private final Map<MessageId, KnownId> ids = new HashMap<>();

    public Mailbox(MailboxHead head, MailboxContents before) {
        this.head = head;
        this.before = before;
    }

    public MailboxHead head() {
        return head;
    }

    /** A copy that starts where this one is; what happens to it does not happen here. */
    public Mailbox draft() {
        return new Mailbox(head, this);
    }

    /** Notes that a record of an input took effect. */
    public void mark(Marks.Input input, long offset) {
        head = head.marked(input, offset);
    }

    /** Replaces the head by one that was counted anew. */
    void recounted(MailboxHead counted) {
        head = counted;
    }

    /** What is left of a message that left goes. */
    void drop(HeldMessage message) {
        messages.put(message.sequence(), Optional.empty());
    }

    /** The message is held: it is in no dead letter, and what belongs beside it is written anew. */
    void restore(HeldMessage message) {
        put(message);
        if (dead(message.sequence()).isPresent()) {
            dead.put(message.sequence(), Optional.empty());
        }
        ids.put(message.id(), new KnownId(message.sequence(), Optional.empty()));
    }

    /** Makes the event part of the state. */
    public void apply(MailboxEvent event) {
        switch (event) {
            case MessageStored stored -> store(stored);
            case MessageRefused refused -> {}
            case MessageHandedOut out -> handOut(out);
            case MessageTaken taken -> take(taken.message());
            case HandOutLapsed lapsed -> {
                put(lapsed.message());
                head = head.withTaken(Math.max(0, head.taken() - 1));
            }
            case MessageAcknowledged acknowledged -> {
                leave(acknowledged.message(), LiveWindow::acknowledgedOne);
                end(acknowledged.message(), acknowledged.at());
            }
            case MessageDropped dropped -> {
                leave(dropped.message(), LiveWindow::lostOne);
                end(dropped.message(), dropped.at());
            }
            case MessageDied died -> die(died.message());
            case MessagePutBack back -> putBack(back.message());
            case Pushing push -> head = head.with(head.push().apply(push.event()));
            case WaitUnanswered silent -> head = head.with(head.window().map(window -> window.unanswered(silent.at())));
            case SessionJoined joined -> head = head.with(Optional.of(joined.window()));
            case SessionLeft left -> head = head.with(Optional.empty());
            case BacklogDelivered delivered -> head = head.with(head.window().map(LiveWindow::backlogTold));
            case CursorMoved moved -> head = head.with(head.window().map(window -> window.cursorAt(moved.sequence())));
            case FrontMoved moved -> head = head.startingAt(moved.sequence());
            case WakeSet wake -> head = head.wakingAt(wake.at());
            case CommandAnswered answered -> {}
        }
    }

    private void store(MessageStored stored) {
        HeldMessage message = stored.message();
        join(message);
        ids.put(message.id(), new KnownId(message.sequence(), Optional.empty()));
    }

    /** A message that a crash left here already is not counted twice; beyond the last there is none to look for. */
    private void join(HeldMessage message) {
        boolean counted =
                message.sequence() <= head.last() && message(message.sequence()).isPresent();
        put(message);
        if (!counted) {
            head = head.joinedBy(message);
        }
    }

    private void handOut(MessageHandedOut out) {
        HeldMessage message = out.message();
        Instant at = message.handOut().orElseThrow().at();
        put(message);
        head = head.with(head.window()
                .map(window -> out.again()
                        ? window.handedOutAgain(at)
                        : window.handedOutFresh(message.sequence(), message.size(), at)));
    }

    private void take(HeldMessage message) {
        HeldMessage was = message(message.sequence()).orElse(message);
        put(message);
        if (was.handOut().filter(HandOut::byTake).isEmpty()) {
            forgetHandOut(was, LiveWindow::lostOne);
            head = head.withTaken(head.taken() + 1);
        }
    }

    /** How a window changes when a message with a payload of so many bytes is no longer out. */
    private interface Leaving {
        LiveWindow of(LiveWindow window, long size);
    }

    private void leave(HeldMessage message, Leaving withoutIt) {
        forgetHandOut(message, withoutIt);
        messages.put(message.sequence(), Optional.empty());
        head = head.leftBy(message);
    }

    /** Whoever was counted as having the message has it no longer. */
    private void forgetHandOut(HeldMessage message, Leaving withoutIt) {
        if (message.handOut().isEmpty()) {
            return;
        }
        HandOut out = message.handOut().get();
        if (out.byTake()) {
            head = head.withTaken(Math.max(0, head.taken() - 1));
        } else if (head.window().isPresent() && out.to(head.window().get().epoch())) {
            head = head.with(head.window().map(window -> withoutIt.of(window, message.size())));
        }
    }

    /** An id that came again since belongs to another message, and is remembered for its sake. */
    private void end(HeldMessage message, Instant at) {
        if (known(message.id())
                .filter(known -> known.sequence() > message.sequence())
                .isEmpty()) {
            ids.put(message.id(), new KnownId(message.sequence(), Optional.of(at)));
        }
    }

    private void die(HeldMessage message) {
        forgetHandOut(message, LiveWindow::lostOne);
        messages.put(message.sequence(), Optional.empty());
        dead.put(message.sequence(), Optional.of(message));
        head = head.leftBy(message).withDead(head.dead() + 1);
    }

    private void putBack(HeldMessage message) {
        dead.put(message.sequence(), Optional.empty());
        join(message);
        head = head.withDead(Math.max(0, head.dead() - 1));
    }

    private void put(HeldMessage message) {
        messages.put(message.sequence(), Optional.of(message));
    }

    @Override
    public Optional<HeldMessage> message(long sequence) {
        Optional<HeldMessage> changed = messages.get(sequence);
        return changed != null ? changed : before.message(sequence);
    }

    @Override
    public Optional<KnownId> known(MessageId id) {
        KnownId changed = ids.get(id);
        return changed != null ? Optional.of(changed) : before.known(id);
    }

    @Override
    public Optional<HeldMessage> dead(long sequence) {
        Optional<HeldMessage> changed = dead.get(sequence);
        return changed != null ? changed : before.dead(sequence);
    }

    @Override
    public int countDead() {
        int count = before.countDead();
        for (Map.Entry<Long, Optional<HeldMessage>> change : dead.entrySet()) {
            count += (change.getValue().isPresent() ? 1 : 0)
                    - (before.dead(change.getKey()).isPresent() ? 1 : 0);
        }
        return count;
    }

    @Override
    public List<HeldMessage> messages(
            long from, long to, int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until) {
        if (from > to || limit <= 0) {
            return List.of();
        }
        NavigableMap<Long, Optional<HeldMessage>> changes = messages.subMap(from, true, to, true);
        if (changes.isEmpty()) {
            return before.messages(from, to, limit, wanted, until);
        }
        // What changed is met where it stands between what did not, so that either question is asked of each message
        // once, in order, and the walk below ends where this one does.
        Walk walk = new Walk(limit, wanted, until);
        Deque<Map.Entry<Long, Optional<HeldMessage>>> ahead = new ArrayDeque<>(changes.entrySet());
        before.messages(from, to, Integer.MAX_VALUE, held -> false, held -> {
            while (!ahead.isEmpty() && ahead.getFirst().getKey() <= held.sequence()) {
                ahead.removeFirst().getValue().ifPresent(walk::meet);
            }
            if (!changes.containsKey(held.sequence())) {
                walk.meet(held);
            }
            return walk.over;
        });
        ahead.forEach(change -> change.getValue().ifPresent(walk::meet));
        return walk.found;
    }

    /** A walk over messages that are met one by one. */
    private static final class Walk {
        private final int limit;
        private final Predicate<HeldMessage> wanted;
        private final Predicate<HeldMessage> until;
        private final List<HeldMessage> found = new ArrayList<>();
        private boolean over;

        Walk(int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until) {
            this.limit = limit;
            this.wanted = wanted;
            this.until = until;
        }

        void meet(HeldMessage held) {
            over = over || until.test(held);
            if (!over && wanted.test(held)) {
                found.add(held);
                over = found.size() == limit;
            }
        }
    }

    @Override
    public List<Deadline> expiring(int limit) {
        List<Deadline> found = new ArrayList<>();
        for (Deadline each : before.expiring(limit + messages.size())) {
            if (message(each.sequence()).isPresent()) {
                found.add(each);
            }
        }
        messages.values().forEach(change -> change.filter(
                        held -> held.ownTtl() && held.expiresAt().isPresent())
                .map(held -> new Deadline(held.expiresAt().orElseThrow(), held.sequence()))
                .filter(deadline -> !found.contains(deadline))
                .ifPresent(found::add));
        found.sort(java.util.Comparator.comparing(Deadline::expiresAt).thenComparing(Deadline::sequence));
        return found.subList(0, Math.min(limit, found.size()));
    }

    /** Messages that events changed since this copy was made; empty where one is held no longer. */
    public Map<Long, Optional<HeldMessage>> changedMessages() {
        return Collections.unmodifiableMap(messages);
    }

    /** Dead letters that events changed; empty where one is dead no longer. */
    public Map<Long, Optional<HeldMessage>> changedDead() {
        return Collections.unmodifiableMap(dead);
    }

    /** Ids that events changed. */
    public Map<MessageId, KnownId> changedIds() {
        return Collections.unmodifiableMap(ids);
    }
}
