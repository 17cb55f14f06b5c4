package io.restante.mailbox;

import io.restante.base.MailboxId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.ToLongFunction;

/**
 * The mailboxes of the highest ranks, a bounded number of them. Whoever is not a member ranks no higher than the lowest place; whether there are such mailboxes at
 * all is what {@link #exhausted} needs to know.
 */
final class Ranking {
    private static final int CAPACITY = 200;

    private final ToLongFunction<MailboxHead> rank;
    private final Map<MailboxId, MailboxHead> members = new HashMap<>();
    private long lowest = 1;
    private boolean outsiders;

    /** @param rank of a mailbox; below 1 it has none */
    Ranking(ToLongFunction<MailboxHead> rank) {
        this.rank = rank;
    }

    void changed(MailboxId mailbox, MailboxHead before, MailboxHead after) {
        if (rank.applyAsLong(after) >= lowest) {
            members.put(mailbox, after);
            if (members.size() > CAPACITY) {
                halve();
            }
        } else if (rank.applyAsLong(before) >= lowest) {
            members.remove(mailbox);
        }
    }

    private void halve() {
        List<Entry<MailboxId, MailboxHead>> kept = first(CAPACITY / 2);
        lowest = rank.applyAsLong(kept.getLast().getValue());
        outsiders = true;
        Map<MailboxId, MailboxHead> remaining = new HashMap<>();
        kept.forEach(each -> remaining.put(each.getKey(), each.getValue()));
        members.keySet().retainAll(remaining.keySet());
    }

    /** The members of the highest ranks, the highest first. */
    List<Entry<MailboxId, MailboxHead>> first(int limit) {
        return members.entrySet().stream()
                .sorted(Comparator.comparingLong(
                                (Entry<MailboxId, MailboxHead> each) -> rank.applyAsLong(each.getValue()))
                        .reversed())
                .limit(limit)
                .map(each -> Map.entry(each.getKey(), each.getValue()))
                .toList();
    }

    /** Whether others might belong among the first so many. */
    boolean exhausted(int shown) {
        return outsiders && members.size() < shown;
    }

    /** Every mailbox is about to be shown once more; whoever has a rank may be a member again. */
    void reopen() {
        lowest = 1;
        outsiders = false;
    }
}
