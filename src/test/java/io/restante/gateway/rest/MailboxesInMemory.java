package io.restante.gateway.rest;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.MailboxStatus.CurrentSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Mailboxes that hold their messages in memory, on one partition, and answer at once. */
final class MailboxesInMemory implements Mailboxes, MailboxQueries {
    final List<RegisteredTarget> pushTargets = new CopyOnWriteArrayList<>();
    static final Instant RECEIVED = Instant.parse("2026-11-20T18:17:05.200Z");
    static final int PARTITION = 1;

    private record Held(AddMessage message, OpenMessage open) {}

    private final Map<MailboxId, NavigableMap<Long, Held>> held = new ConcurrentHashMap<>();
    private final List<MailboxCommand> asked = new ArrayList<>();
    private long end;
    private Optional<RuntimeException> failure = Optional.empty();
    private Optional<CurrentSession> session = Optional.empty();
    private Optional<Position> seen = Optional.empty();

    /** From now on every answer fails so. */
    synchronized void failWith(RuntimeException exception) {
        failure = Optional.of(exception);
    }

    synchronized void sessionIs(long epoch, String gateway) {
        session = Optional.of(new CurrentSession(new Epoch(epoch), new GatewayId(gateway), RECEIVED));
    }

    /** What was asked for, oldest first. */
    synchronized List<MailboxCommand> asked() {
        return List.copyOf(asked);
    }

    /** What the last query was told to have seen. */
    synchronized Optional<Position> seen() {
        return seen;
    }

    @Override
    public synchronized CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        Position position = new Position(Topics.MAILBOX_MESSAGES.name(), PARTITION, end++);
        MessageId id = message.id()
                .orElseGet(() -> MessageId.ofRecord(position.topic(), position.partition(), position.offset()));
        var open = new OpenMessage(id, position.offset(), RECEIVED, 0, message.payload());
        messages(mailbox).put(position.offset(), new Held(message, open));
        return CompletableFuture.completedFuture(new Added(id, position));
    }

    @Override
    public synchronized CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(failure.get());
        }
        asked.add(command);
        return CompletableFuture.completedFuture(answer(mailbox, command));
    }

    private MailboxReply answer(MailboxId mailbox, MailboxCommand command) {
        return switch (command) {
            case TakeMessages take ->
                new MailboxReply.Taken(look(
                        mailbox,
                        take.limit().orElse(Integer.MAX_VALUE),
                        take.limitBytes(),
                        take.recipient(),
                        0,
                        Optional.empty()));
            case AcknowledgeMessages acknowledge -> {
                long gone = remove(
                        mailbox, each -> acknowledge.ids().contains(each.open().id()));
                yield new MailboxReply.Acknowledged(gone, acknowledge.ids().size() - gone);
            }
            case AcknowledgeAll all -> new MailboxReply.Acknowledged(remove(mailbox, isFor(all.recipient())), 0);
            case PutBackMessage putBack -> new MailboxReply.PutBack();
            case PurgeMessages purge ->
                new MailboxReply.Purged(
                        purge.dryRun()
                                ? count(mailbox, purge.recipient(), Optional.empty())
                                : remove(mailbox, matching(purge.recipient())),
                        purge.dryRun());
        };
    }

    private long remove(MailboxId mailbox, Predicate<Held> condition) {
        long before = messages(mailbox).size();
        messages(mailbox).values().removeIf(condition);
        return before - messages(mailbox).size();
    }

    @Override
    public synchronized Optional<Position> lastWrite(MailboxId mailbox) {
        return end == 0
                ? Optional.empty()
                : Optional.of(new Position(Topics.MAILBOX_MESSAGES.name(), PARTITION, end - 1));
    }

    @Override
    public synchronized MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        saw(after);
        List<OpenMessage> all = all(mailbox);
        return new MailboxStatus(
                all.size(),
                all.stream().mapToLong(each -> each.payload().size()).sum(),
                all.stream().map(OpenMessage::receivedAt).findFirst(),
                all.stream().map(OpenMessage::receivedAt).findFirst(),
                all.size(),
                0,
                0,
                10,
                1_000,
                session,
                lastWrite(mailbox).stream().toList());
    }

    @Override
    public synchronized long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        saw(after);
        return messages(mailbox).values().stream().filter(matching(recipient)).count();
    }

    @Override
    public synchronized List<OpenMessage> look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after) {
        saw(after);
        List<OpenMessage> page = new ArrayList<>();
        long bytes = 0;
        for (Held each : messages(mailbox).tailMap(from, true).values()) {
            bytes += each.open().payload().size();
            if (page.size() == limit || (!page.isEmpty() && bytes > limitBytes.orElse(Long.MAX_VALUE))) {
                break;
            }
            if (matching(recipient).test(each)) {
                page.add(each.open());
            }
        }
        return page;
    }

    @Override
    public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        return true;
    }

    @Override
    public synchronized OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
        saw(after);
        return all(mailbox).stream()
                .filter(message -> message.id().equals(id))
                .mapToLong(OpenMessage::sequence)
                .findFirst();
    }

    @Override
    public List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after) {
        return List.copyOf(pushTargets);
    }

    @Override
    public int partition(MailboxId mailbox) {
        return PARTITION;
    }

    private void saw(Optional<Position> after) {
        failure.ifPresent(exception -> {
            throw exception;
        });
        seen = after;
    }

    private List<OpenMessage> all(MailboxId mailbox) {
        return messages(mailbox).values().stream().map(Held::open).toList();
    }

    private NavigableMap<Long, Held> messages(MailboxId mailbox) {
        return held.computeIfAbsent(mailbox, key -> new TreeMap<>());
    }

    private static Predicate<Held> matching(Optional<String> recipient) {
        return each -> recipient.isEmpty() || isFor(recipient.get()).test(each);
    }

    private static Predicate<Held> isFor(String recipient) {
        return each -> each.message().recipients().contains(recipient);
    }
}
