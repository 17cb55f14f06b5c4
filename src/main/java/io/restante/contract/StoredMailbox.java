package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxContents;
import io.restante.mailbox.MailboxHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** One mailbox as its store has it, read only. Keys that are known are got, never scanned for. */
public final class StoredMailbox implements MailboxContents {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final MailboxId mailbox;

    public StoredMailbox(ReadOnlyKeyValueStore<Bytes, byte[]> store, MailboxId mailbox) {
        this.store = store;
        this.mailbox = mailbox;
    }

    /** The mailbox's head; an empty one when nobody has used it yet. */
    public MailboxHead head() {
        byte @Nullable [] stored = store.get(MailboxLayout.head(mailbox));
        return stored == null ? MailboxHead.EMPTY : MailboxLayout.readHead(stored);
    }

    @Override
    public Optional<HeldMessage> message(long sequence) {
        return message(Kind.MESSAGE, sequence);
    }

    @Override
    public Optional<HeldMessage> dead(long sequence) {
        return message(Kind.DEAD, sequence);
    }

    private Optional<HeldMessage> message(Kind kind, long sequence) {
        byte @Nullable [] stored = store.get(MailboxLayout.entry(kind, mailbox, sequence));
        return stored == null ? Optional.empty() : Optional.of(MailboxLayout.readMessage(sequence, stored));
    }

    @Override
    public Optional<Payload> payload(long sequence) {
        byte @Nullable [] stored = store.get(MailboxLayout.entry(Kind.PAYLOAD, mailbox, sequence));
        return stored == null ? Optional.empty() : Optional.of(new Payload(stored));
    }

    @Override
    public Optional<KnownId> known(MessageId id) {
        byte @Nullable [] stored = store.get(MailboxLayout.id(mailbox, id));
        return stored == null ? Optional.empty() : Optional.of(MailboxLayout.readKnown(stored));
    }

    @Override
    public int countDead() {
        int count = 0;
        try (KeyValueIterator<Bytes, byte[]> range = store.range(
                MailboxLayout.entry(Kind.DEAD, mailbox, 0), MailboxLayout.entry(Kind.DEAD, mailbox, Long.MAX_VALUE))) {
            for (; range.hasNext(); range.next()) {
                count++;
            }
        }
        return count;
    }

    @Override
    public List<HeldMessage> messages(
            long from, long to, int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until) {
        List<HeldMessage> found = new ArrayList<>();
        if (from > to || limit <= 0) {
            return found;
        }
        try (KeyValueIterator<Bytes, byte[]> range = store.range(
                MailboxLayout.entry(Kind.MESSAGE, mailbox, Math.max(0, from)),
                MailboxLayout.entry(Kind.MESSAGE, mailbox, to))) {
            while (found.size() < limit && range.hasNext()) {
                HeldMessage held = read(range.next());
                if (until.test(held)) {
                    return found;
                }
                if (wanted.test(held)) {
                    found.add(held);
                }
            }
        }
        return found;
    }

    /** The held message with the highest sequence. */
    public Optional<HeldMessage> newest(MailboxHead head) {
        try (KeyValueIterator<Bytes, byte[]> range = store.reverseRange(
                MailboxLayout.entry(Kind.MESSAGE, mailbox, head.first()),
                MailboxLayout.entry(Kind.MESSAGE, mailbox, head.last()))) {
            return range.hasNext() ? Optional.of(read(range.next())) : Optional.empty();
        }
    }

    private static HeldMessage read(KeyValue<Bytes, byte[]> entry) {
        return MailboxLayout.readMessage(MailboxLayout.sequence(entry.key), entry.value);
    }

    @Override
    public List<Deadline> expiring(int limit) {
        return timed(Kind.EXPIRY, limit, (key, value) -> MailboxLayout.expiry(key));
    }

    @Override
    public List<Forgettable> ended(int limit) {
        return timed(Kind.FORGET, limit, MailboxLayout::forget);
    }

    private <T> List<T> timed(Kind kind, int limit, BiFunction<Bytes, byte[], T> read) {
        List<T> found = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(MailboxLayout.firstTimed(kind, mailbox), MailboxLayout.lastTimed(kind, mailbox))) {
            while (found.size() < limit && range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                found.add(read.apply(entry.key, entry.value));
            }
        }
        return found;
    }
}
