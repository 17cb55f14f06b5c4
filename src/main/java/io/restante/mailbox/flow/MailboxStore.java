package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.MailboxLayout;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.contract.StoredMailbox;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.Mailbox;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.MailboxHead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Loads mailboxes from the store and saves what events changed.
 *
 * <p>The order of writes is the crash rule: what is new is written before what is old is deleted, and the head, which says that all
 * of it was applied, is written after both. The wake the head planned before goes last of all: as long as the head plans it, it is there.
 */
final class MailboxStore {
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;

    MailboxStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    Mailbox load(MailboxId id) {
        StoredMailbox stored = new StoredMailbox(store, id);
        return new Mailbox(stored.head(), stored);
    }

    /** @param before the head as it was loaded */
    void save(MailboxId id, MailboxHead before, Mailbox mailbox) {
        StoredMailbox stored = new StoredMailbox(store, id);
        List<Bytes> gone = new ArrayList<>();
        mailbox.changedPayloads().forEach((sequence, payload) -> {
            Bytes key = MailboxLayout.entry(Kind.PAYLOAD, id, sequence);
            payload.ifPresentOrElse(content -> store.put(key, content.json()), () -> gone.add(key));
        });
        mailbox.changedDead().forEach((sequence, dead) -> {
            Bytes key = MailboxLayout.entry(Kind.DEAD, id, sequence);
            dead.ifPresentOrElse(message -> store.put(key, MailboxLayout.write(message)), () -> gone.add(key));
        });
        mailbox.changedIds().forEach((message, known) -> {
            Bytes key = MailboxLayout.id(id, message);
            known.ifPresentOrElse(value -> store.put(key, MailboxLayout.write(value)), () -> gone.add(key));
        });
        mailbox.changedForgettable().forEach((forgettable, remembered) -> {
            Bytes key = MailboxLayout.forget(id, forgettable);
            if (remembered) {
                store.put(key, forgettable.id().value().getBytes(StandardCharsets.UTF_8));
            } else {
                gone.add(key);
            }
        });
        mailbox.changedMessages().forEach((sequence, message) -> {
            Bytes key = MailboxLayout.entry(Kind.MESSAGE, id, sequence);
            Optional<HeldMessage> was = message.isPresent() ? Optional.empty() : stored.message(sequence);
            was.flatMap(MailboxStore::deadline).ifPresent(it -> gone.add(MailboxLayout.expiry(id, it)));
            message.flatMap(MailboxStore::deadline)
                    .ifPresent(deadline -> store.put(MailboxLayout.expiry(id, deadline), NOTHING));
            message.ifPresentOrElse(held -> store.put(key, MailboxLayout.write(held)), () -> gone.add(key));
        });
        Optional<Instant> wakeAt = mailbox.head().wakeAt();
        if (!wakeAt.equals(before.wakeAt())) {
            wakeAt.ifPresent(time -> store.put(MailboxLayout.wake(time, id), NOTHING));
        }
        gone.forEach(store::delete);
        if (!mailbox.head().equals(before)) {
            store.put(MailboxLayout.head(id), MailboxLayout.write(mailbox.head()));
        }
        before.wakeAt()
                .filter(time -> !wakeAt.equals(Optional.of(time)))
                .ifPresent(time -> store.delete(MailboxLayout.wake(time, id)));
    }

    private static Optional<Deadline> deadline(HeldMessage message) {
        return message.ownTtl()
                ? message.expiresAt().map(time -> new Deadline(time, message.sequence()))
                : Optional.empty();
    }

    /** Wakes that are due, those due first first. */
    List<Bytes> due(Instant from, Instant now, int limit) {
        List<Bytes> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(MailboxLayout.firstWake(from), MailboxLayout.firstWake(now.plusMillis(1)))) {
            while (due.size() < limit && range.hasNext()) {
                due.add(range.next().key);
            }
        }
        return due;
    }

    /** Drops a wake that its mailbox no longer plans. */
    void dropWake(Bytes wake) {
        store.delete(wake);
    }
}
