package io.restante.gateway.rpc;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Mailboxes that forget at the end of the test. A command takes effect when the brake is off. */
final class MailboxesInMemory implements Mailboxes, MailboxQueries {
    static final Instant RECEIVED = Instant.parse("2026-11-20T18:17:05.200Z");

    private record Kept(OpenMessage message, AddMessage added) {}

    private final Map<MailboxId, List<Kept>> held = new HashMap<>();
    private final Set<OpenMessage> leased = new HashSet<>();
    private final List<MailboxCommand> commands = new ArrayList<>();
    private final LiveSessionsInMemory sessions;
    private CompletableFuture<Void> brake = CompletableFuture.completedFuture(null);
    private Optional<RuntimeException> failure = Optional.empty();
    private long sequence;

    MailboxesInMemory(LiveSessionsInMemory sessions) {
        this.sessions = sessions;
    }

    /** From now on adds and commands wait for this. */
    synchronized void waitFor(CompletableFuture<Void> newBrake) {
        brake = newBrake;
    }

    synchronized void failWith(RuntimeException newFailure) {
        failure = Optional.of(newFailure);
    }

    synchronized List<MailboxCommand> commands() {
        return List.copyOf(commands);
    }

    synchronized List<AddMessage> added(String mailbox) {
        return held.getOrDefault(new MailboxId(mailbox), List.of()).stream()
                .map(Kept::added)
                .toList();
    }

    @Override
    public synchronized CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
        failure.ifPresent(e -> {
            throw e;
        });
        long offset = sequence++;
        MessageId id = message.id().orElseGet(() -> MessageId.ofRecord("mailbox.messages", 0, offset));
        held.computeIfAbsent(mailbox, key -> new ArrayList<>())
                .add(new Kept(new OpenMessage(id, offset, RECEIVED, 0, message.payload()), message));
        return brake.thenApply(done -> new Added(id, new Position("mailbox.messages", 0, offset)));
    }

    @Override
    public synchronized CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
        commands.add(command);
        return failure.isPresent()
                ? CompletableFuture.failedFuture(failure.get())
                : brake.thenApply(done -> apply(mailbox, command));
    }

    private synchronized MailboxReply apply(MailboxId mailbox, MailboxCommand command) {
        List<Kept> kept = held.computeIfAbsent(mailbox, key -> new ArrayList<>());
        return switch (command) {
            case TakeMessages take -> {
                List<OpenMessage> taken = kept.stream()
                        .filter(each -> take.recipient()
                                .map(each.added().recipients()::contains)
                                .orElse(true))
                        .map(Kept::message)
                        .filter(each -> !leased.contains(each))
                        .limit(take.limit().orElse(1_000))
                        .toList();
                if (take.lease().isPresent()) {
                    leased.addAll(taken);
                }
                yield new MailboxReply.Taken(taken);
            }
            case AcknowledgeMessages acknowledge -> {
                int before = kept.size();
                kept.removeIf(each -> acknowledge.ids().contains(each.message().id()));
                int gone = before - kept.size();
                yield new MailboxReply.Acknowledged(gone, acknowledge.ids().size() - gone);
            }
            case AcknowledgeAll all -> {
                kept.removeIf(each -> each.added().recipients().contains(all.recipient()));
                yield new MailboxReply.Acknowledged(0, 0);
            }
            case PutBackMessage putBack -> new MailboxReply.PutBack();
            case PurgeMessages purge -> new MailboxReply.Purged(0, purge.dryRun());
        };
    }

    @Override
    public Optional<Position> lastWrite(MailboxId mailbox) {
        return Optional.empty();
    }

    @Override
    public synchronized long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        failure.ifPresent(e -> {
            throw e;
        });
        return held.getOrDefault(mailbox, List.of()).stream()
                .filter(each ->
                        recipient.map(each.added().recipients()::contains).orElse(true))
                .count();
    }

    @Override
    public MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        Optional<MailboxStatus.CurrentSession> session = sessions.current(mailbox);
        return new MailboxStatus(0, 0, Optional.empty(), Optional.empty(), 0, 0, 0, 0, 0, session, List.of());
    }

    @Override
    public List<OpenMessage> look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after) {
        return List.of();
    }

    @Override
    public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        return true;
    }

    @Override
    public OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
        return OptionalLong.empty();
    }

    @Override
    public List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after) {
        return List.of();
    }

    @Override
    public int partition(MailboxId mailbox) {
        return 0;
    }
}
