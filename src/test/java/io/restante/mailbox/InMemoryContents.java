package io.restante.mailbox;

import io.restante.base.MessageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A mailbox's contents in sorted maps, and its head: what a store holds, without one. */
final class InMemoryContents implements MailboxContents {
    private final TreeMap<Long, HeldMessage> messages = new TreeMap<>();
    private final Map<Long, HeldMessage> dead = new HashMap<>();
    private final Map<MessageId, KnownId> ids = new HashMap<>();
    private MailboxHead head = MailboxHead.EMPTY;

    Mailbox load() {
        return new Mailbox(head, this);
    }

    /** Keeps what events made of the working copy. */
    void save(Mailbox mailbox) {
        mailbox.changedMessages().forEach((sequence, change) -> put(messages, sequence, change));
        mailbox.changedDead().forEach((sequence, change) -> put(dead, sequence, change));
        ids.putAll(mailbox.changedIds());
        head = mailbox.head();
    }

    private static <K, V> void put(Map<K, V> map, K key, Optional<V> change) {
        change.ifPresentOrElse(value -> map.put(key, value), () -> map.remove(key));
    }

    MailboxHead head() {
        return head;
    }

    List<HeldMessage> held() {
        return List.copyOf(messages.values());
    }

    @Override
    public Optional<HeldMessage> message(long sequence) {
        return Optional.ofNullable(messages.get(sequence));
    }

    @Override
    public Optional<KnownId> known(MessageId id) {
        return Optional.ofNullable(ids.get(id));
    }

    @Override
    public Optional<HeldMessage> dead(long sequence) {
        return Optional.ofNullable(dead.get(sequence));
    }

    @Override
    public int countDead() {
        return dead.size();
    }

    @Override
    public List<HeldMessage> messages(
            long from, long to, int limit, Predicate<HeldMessage> wanted, Predicate<HeldMessage> until) {
        List<HeldMessage> found = new ArrayList<>();
        if (from > to) {
            return found;
        }
        for (HeldMessage held : messages.subMap(from, true, to, true).values()) {
            if (found.size() >= limit || until.test(held)) {
                break;
            }
            if (wanted.test(held)) {
                found.add(held);
            }
        }
        return found;
    }

    @Override
    public List<Deadline> expiring(int limit) {
        return messages.values().stream()
                .filter(HeldMessage::ownTtl)
                .flatMap(held -> held.expiresAt().map(time -> new Deadline(time, held.sequence())).stream())
                .sorted(Comparator.comparing(Deadline::expiresAt).thenComparing(Deadline::sequence))
                .limit(limit)
                .toList();
    }
}
