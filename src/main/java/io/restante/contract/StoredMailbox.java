package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxContents;
import io.restante.mailbox.MailboxHead;
import io.restante.store.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** One mailbox as its store has it, read only. Keys that are known are got, never scanned for. */
public final class StoredMailbox implements MailboxContents {
    private final Entries store;
    private final MailboxId mailbox;

    /** How many messages its head says are held, if that is to be relied on. */
    private final OptionalLong held;

    public StoredMailbox(Entries store, MailboxId mailbox) {
        this(store, mailbox, OptionalLong.empty());
    }

    private StoredMailbox(Entries store, MailboxId mailbox, OptionalLong held) {
        this.store = store;
        this.mailbox = mailbox;
        this.held = held;
    }

    /** The same mailbox, of which it is known that no crash has torn it: its head says rightly how many messages are held. */
    public StoredMailbox whole(MailboxHead head) {
        return new StoredMailbox(store, mailbox, OptionalLong.of(head.count()));
    }

    /** The mailbox's head; an empty one when nobody has used it yet. */
    public MailboxHead head() {
        @Nullable MailboxHead stored = store.get(MailboxLayout.head(mailbox), MailboxForms.HEAD);
        return stored == null ? MailboxHead.EMPTY : stored;
    }

    @Override
    public Optional<HeldMessage> message(long sequence) {
        return Optional.ofNullable(store.get(entry(Kind.MESSAGE, sequence), MailboxForms.MESSAGE));
    }

    @Override
    public Optional<HeldMessage> dead(long sequence) {
        return Optional.ofNullable(store.get(entry(Kind.DEAD, sequence), MailboxForms.MESSAGE));
    }

    @Override
    public Optional<KnownId> known(MessageId id) {
        return Optional.ofNullable(store.get(MailboxLayout.id(mailbox, id), MailboxForms.KNOWN));
    }

    private Bytes entry(Kind kind, long sequence) {
        return MailboxLayout.entry(kind, mailbox, sequence);
    }

    @Override
    public int countDead() {
        int[] count = {0};
        store.walk(entry(Kind.DEAD, 0), entry(Kind.DEAD, Long.MAX_VALUE), MailboxForms.KEY, key -> ++count[0] > 0);
        return count[0];
    }

    /** Every message in the dead letters. */
    public List<HeldMessage> dead() {
        List<HeldMessage> dead = new ArrayList<>();
        store.walk(entry(Kind.DEAD, 0), entry(Kind.DEAD, Long.MAX_VALUE), MailboxForms.MESSAGE, dead::add);
        return dead;
    }

    @Override
    public List<HeldMessage> messages(
            long from, long to, int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until) {
        List<HeldMessage> found = new ArrayList<>();
        if (from > to || limit <= 0) {
            return found;
        }
        Predicate<HeldMessage> visitor = message -> {
            if (until.test(message)) {
                return false;
            }
            if (wanted.test(message)) {
                found.add(message);
            }
            return found.size() < limit;
        };
        walk(Math.max(0, from), to, visitor);
        return found;
    }

    /** From one sequence to the next: nothing can lie between two that follow each other, so nobody looks beneath as long as each is at hand. */
    private void walk(long from, long to, Predicate<HeldMessage> visitor) {
        long sequence = from;
        @Nullable HeldMessage message = store.atHand(entry(Kind.MESSAGE, sequence), MailboxForms.MESSAGE);
        while (message != null) {
            if (!visitor.test(message) || sequence == to) {
                return;
            }
            message = store.atHand(entry(Kind.MESSAGE, ++sequence), MailboxForms.MESSAGE);
        }
        Bytes first = entry(Kind.MESSAGE, sequence);
        Bytes last = entry(Kind.MESSAGE, to);
        if (held.isPresent()) {
            store.walk(first, last, held.getAsLong(), MailboxForms.MESSAGE, visitor);
        } else {
            store.walk(first, last, MailboxForms.MESSAGE, visitor);
        }
    }

    /** The held message with the highest sequence. */
    public Optional<HeldMessage> newest(MailboxHead head) {
        List<HeldMessage> found = new ArrayList<>(1);
        store.walkBack(
                entry(Kind.MESSAGE, head.first()),
                entry(Kind.MESSAGE, head.last()),
                MailboxForms.MESSAGE,
                held -> !found.add(held));
        return found.stream().findFirst();
    }

    @Override
    public List<Deadline> expiring(int limit) {
        List<Deadline> found = new ArrayList<>();
        if (limit > 0) {
            store.walk(
                    MailboxLayout.firstExpiry(mailbox),
                    MailboxLayout.lastExpiry(mailbox),
                    MailboxForms.EXPIRY,
                    deadline -> found.add(deadline) && found.size() < limit);
        }
        return found;
    }
}
