package io.restante.query;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.contract.Store;
import io.restante.contract.StoredMailbox;
import io.restante.contract.Topics;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.MailboxStatus.CurrentSession;
import io.restante.store.Entries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Answers questions from the stores of this instance. */
public final class StoreQueries implements MailboxQueries {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaStreams streams;
    private final AppliedPositions applied;
    private final MailboxRules rules;
    private final int partitions;
    private final Duration patience;
    private final boolean copies;

    /**
     * Reads the stores of these streams.
     *
     * @param partitions of every input
     * @param patience how long a question waits for a position to be applied
     */
    public StoreQueries(
            KafkaStreams streams, AppliedPositions applied, MailboxRules rules, int partitions, Duration patience) {
        this(streams, applied, rules, partitions, patience, false);
    }

    private StoreQueries(
            KafkaStreams streams,
            AppliedPositions applied,
            MailboxRules rules,
            int partitions,
            Duration patience,
            boolean copies) {
        this.streams = streams;
        this.applied = applied;
        this.rules = rules;
        this.partitions = partitions;
        this.patience = patience;
        this.copies = copies;
    }

    /** Reads standby copies as if they were the stores, however far they have come. */
    public static StoreQueries ofCopies(
            KafkaStreams streams, AppliedPositions applied, MailboxRules rules, int partitions) {
        return new StoreQueries(streams, applied, rules, partitions, Duration.ZERO, true);
    }

    @Override
    public int partition(MailboxId mailbox) {
        return partition(mailbox, partitions);
    }

    /** The partition that Kafka's own partitioner finds for the mailbox. */
    public static int partition(MailboxId mailbox, int partitions) {
        return Topics.MAILBOX_MESSAGES.partition(mailbox, partitions);
    }

    @Override
    public MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        StoredMailbox stored = open(mailbox, after);
        List<Position> asOf = applied.positions(partition(mailbox));
        return read(() -> {
            MailboxHead head = stored.head();
            long handedOut = Math.min(head.handedOut(), head.count());
            return new MailboxStatus(
                    head.count(),
                    head.bytes(),
                    oldest(stored, head).map(HeldMessage::receivedAt),
                    newest(stored, head).map(HeldMessage::receivedAt),
                    head.count() - handedOut,
                    handedOut,
                    head.dead(),
                    rules.limitMessages(),
                    rules.limitBytes(),
                    head.window().map(StoreQueries::session),
                    asOf);
        });
    }

    /** One look at the mailbox's head. */
    @Override
    public Fullness fullness(MailboxId mailbox) {
        StoredMailbox stored = open(mailbox, Optional.empty());
        long messages = applied.position(Topics.MAILBOX_MESSAGES.name(), partition(mailbox));
        return read(() -> {
            MailboxHead head = stored.head();
            return new Fullness(head.count(), head.bytes(), messages);
        });
    }

    private static CurrentSession session(LiveWindow window) {
        return new CurrentSession(window.epoch(), window.gateway(), window.since());
    }

    private static Optional<HeldMessage> oldest(StoredMailbox stored, MailboxHead head) {
        return stored.messages(head.first(), head.last(), 1, held -> true, held -> false).stream()
                .findFirst();
    }

    /** Nearly always the last that came; only when that has left already is it looked for. */
    private static Optional<HeldMessage> newest(StoredMailbox stored, MailboxHead head) {
        return head.count() == 0
                ? Optional.empty()
                : stored.message(head.last()).or(() -> stored.newest(head));
    }

    @Override
    public long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        StoredMailbox stored = open(mailbox, after);
        return read(() -> {
            MailboxHead head = stored.head();
            if (recipient.isEmpty() || head.count() == 0) {
                return head.count();
            }
            long[] count = {0};
            stored.messages(
                    head.first(),
                    head.last(),
                    Integer.MAX_VALUE,
                    held -> {
                        count[0] += held.isFor(recipient) ? 1 : 0;
                        return false;
                    },
                    held -> false);
            return count[0];
        });
    }

    @Override
    public List<OpenMessage> look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after) {
        StoredMailbox stored = open(mailbox, after);
        return read(() -> {
            MailboxHead head = stored.head();
            long mostBytes = Math.min(limitBytes.orElse(rules.pageBytes()), rules.pageBytes());
            List<OpenMessage> page = new ArrayList<>();
            long bytes = 0;
            for (HeldMessage held : stored.messages(
                    Math.max(from, head.first()),
                    head.last(),
                    Math.min(limit, rules.pageMaximum()),
                    message -> message.isFor(recipient),
                    message -> false)) {
                bytes += held.size();
                if (!page.isEmpty() && bytes > mostBytes) {
                    break;
                }
                page.add(held.open());
            }
            return page;
        });
    }

    /** An id is forgotten some time after its message left; the newest message is known without it. */
    @Override
    public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        StoredMailbox stored = open(mailbox, Optional.of(position));
        return read(() -> stored.known(id).isPresent() || stored.head().last() == position.offset());
    }

    @Override
    public OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
        StoredMailbox stored = open(mailbox, after);
        return read(() -> stored.known(id).stream().mapToLong(KnownId::sequence).findFirst());
    }

    @Override
    public List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after) {
        StoredMailbox stored = open(mailbox, after);
        return read(() -> stored.head().push().targets());
    }

    private StoredMailbox open(MailboxId mailbox, Optional<Position> after) {
        int partition = partition(mailbox);
        after.ifPresent(position -> applied.await(position, patience));
        if (!copies && !read(() -> applied.caughtUp(partition))) {
            throw new UnavailableException("The mailbox's state is being restored.", RETRY_AFTER);
        }
        StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> which = StoreQueryParameters.fromNameAndType(
                        Store.MAILBOX_ENTRIES.name(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                .withPartition(partition);
        ReadOnlyKeyValueStore<Bytes, byte[]> store =
                read(() -> streams.store(copies ? which.enableStaleStores() : which));
        return new StoredMailbox(Entries.of(store), mailbox);
    }

    private static <T> T read(java.util.function.Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalStateException e) {
            throw new UnavailableException("The brokers do not say how far the mailbox's state has come.", RETRY_AFTER);
        } catch (InvalidStateStoreException e) {
            throw new UnavailableException("The mailbox's state is moving to another instance.", RETRY_AFTER);
        }
    }
}
