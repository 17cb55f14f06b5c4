package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.MailboxForms;
import io.restante.contract.MailboxLayout;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.contract.StoredMailbox;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.Mailbox;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.MailboxHead;
import io.restante.store.WriteBehindStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Loads mailboxes from the store and saves what events changed.
 *
 * <p>The order of writes is the crash rule: what is new is written before what is old is deleted, and the head, which says that all
 * of it was applied, is written after both. The wake the head planned before goes last of all: as long as the head plans it, it is there.
 */
final class MailboxStore {
    private static final byte[] NOTHING = {};

    private final WriteBehindStore store;
    private final IdPages pages;

    MailboxStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = WriteBehindStore.within(store);
        this.store.readAfresh();
        this.pages = new IdPages(this.store);
    }

    Mailbox load(MailboxId id) {
        StoredMailbox stored = new StoredMailbox(store, id);
        return new Mailbox(stored.head(), stored);
    }

    /** The mailbox, which no crash has left torn. */
    Mailbox loadWhole(MailboxId id) {
        StoredMailbox stored = new StoredMailbox(store, id);
        MailboxHead head = stored.head();
        return new Mailbox(head, stored.whole(head));
    }

    /**
     * Saves what events made of a mailbox.
     *
     * @param before the head as it was loaded
     * @param whole whether nothing beyond the head can be stored, because no crash left it there
     */
    void save(MailboxId id, MailboxHead before, Mailbox mailbox, Place place, boolean whole) {
        List<Bytes> gone = new ArrayList<>();
        mailbox.changedDead().forEach((sequence, dead) -> {
            Bytes key = MailboxLayout.entry(Kind.DEAD, id, sequence);
            dead.ifPresentOrElse(message -> store.put(key, message, MailboxForms.MESSAGE), () -> gone.add(key));
        });
        mailbox.changedIds().forEach((message, known) -> {
            known.endedAt().ifPresent(end -> pages.add(id, message, end, place));
            store.put(MailboxLayout.id(id, message), known, MailboxForms.KNOWN);
        });
        mailbox.changedMessages().forEach((sequence, message) -> {
            Bytes key = MailboxLayout.entry(Kind.MESSAGE, id, sequence);
            if (message.isPresent()) {
                put(key, message.get(), before, whole);
                deadline(message.get()).ifPresent(deadline -> store.put(MailboxLayout.expiry(id, deadline), NOTHING));
            } else {
                if (!(whole && before.allExpireByRule())) {
                    Optional.ofNullable(store.get(key, MailboxForms.MESSAGE))
                            .flatMap(MailboxStore::deadline)
                            .ifPresent(deadline -> gone.add(MailboxLayout.expiry(id, deadline)));
                }
                gone.add(key);
            }
        });
        plan(id, before, mailbox.head(), gone);
    }

    /** A step is over; see {@link WriteBehindStore#relieveCommit}. */
    void relieveCommit(BooleanSupplier waitedFor) {
        store.relieveCommit(waitedFor);
    }

    /** Whether the message is stored is looked up only where a crash may have left it there. */
    private void put(Bytes key, HeldMessage message, MailboxHead before, boolean whole) {
        if (!whole) {
            store.put(key, message, MailboxForms.MESSAGE);
        } else if (message.sequence() > before.last()) {
            store.putNew(key, message, MailboxForms.MESSAGE);
        } else {
            store.putAgain(key, message, MailboxForms.MESSAGE);
        }
    }

    private void plan(MailboxId id, MailboxHead before, MailboxHead after, List<Bytes> gone) {
        boolean planned = !after.wakeAt().equals(before.wakeAt());
        if (planned) {
            after.wakeAt().ifPresent(time -> store.put(MailboxLayout.wake(time, id), NOTHING));
        }
        gone.forEach(store::delete);
        if (!after.equals(before)) {
            store.put(MailboxLayout.head(id), after, MailboxForms.HEAD);
        }
        if (planned) {
            before.wakeAt().ifPresent(time -> store.delete(MailboxLayout.wake(time, id)));
        }
    }

    private static Optional<Deadline> deadline(HeldMessage message) {
        return message.ownTtl()
                ? message.expiresAt().map(time -> new Deadline(time, message.sequence()))
                : Optional.empty();
    }

    /** The mailbox that lies next behind this one, of those that have been written down; without one, the first of all. */
    Optional<MailboxId> after(Optional<MailboxId> mailbox) {
        return Optional.ofNullable(store.firstWritten(
                        mailbox.map(MailboxLayout::behind).orElseGet(MailboxLayout::firstOfAll),
                        MailboxLayout.lastOfAll()))
                .map(MailboxLayout::mailbox);
    }

    /** Wakes that are due, those due first first. */
    List<Bytes> due(Instant from, Instant now, int limit) {
        List<Bytes> due = new ArrayList<>();
        store.walk(
                MailboxLayout.firstWake(from),
                MailboxLayout.firstWake(now.plusMillis(1)),
                MailboxForms.KEY,
                wake -> due.add(wake) && due.size() < limit);
        return due;
    }

    /** What the mailbox's head plans is there. Returns whether it had not been. */
    boolean keepPlan(MailboxId id) {
        Optional<Bytes> lost = load(id).head()
                .wakeAt()
                .map(time -> MailboxLayout.wake(time, id))
                .filter(wake -> store.get(wake) == null);
        lost.ifPresent(wake -> store.put(wake, NOTHING));
        return lost.isPresent();
    }

    /** Drops a wake that its mailbox no longer plans. */
    void dropWake(Bytes wake) {
        store.delete(wake);
    }
}
