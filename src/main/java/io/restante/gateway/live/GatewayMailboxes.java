package io.restante.gateway.live;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Rejection;
import io.restante.contract.LiveRecord;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.RecordLog;
import io.restante.gateway.RefusedException;
import io.restante.gateway.TimeLimits;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.ReplyAddress;
import io.restante.query.UnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;

/** Mailboxes as records: an add is on the log when it is answered, a command's reply comes back on the gateway's topic. */
final class GatewayMailboxes implements Mailboxes {
    private final LiveGatewaySettings settings;
    private final String incarnation;
    private final RecordLog log;
    private final CompletableFuture<Void> ready;
    private final Executor callers;
    private final AtomicLong counter = new AtomicLong();
    private final Map<String, CompletableFuture<MailboxReply>> waiting = new ConcurrentHashMap<>();
    private final WrittenPositions written;
    private final WrittenPositions commands;
    private final IntFunction<CompletableFuture<Long>> ends;

    /**
     * @param ends where a partition of {@code mailbox.messages} ends now
     * @param ready complete once replies will be heard; before that nothing is asked
     * @param callers where futures complete
     */
    GatewayMailboxes(
            LiveGatewaySettings settings,
            String incarnation,
            RecordLog log,
            IntFunction<CompletableFuture<Long>> ends,
            CompletableFuture<Void> ready,
            Executor callers) {
        this.settings = settings;
        this.incarnation = incarnation;
        this.log = log;
        this.ends = ends;
        this.ready = ready;
        this.callers = callers;
        this.written = new WrittenPositions(settings.partitions());
        this.commands = new WrittenPositions(settings.partitions());
    }

    @Override
    public CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
        return log.append(Topics.MAILBOX_MESSAGES, mailbox, message).thenApply(position -> {
            written.add(position);
            MessageId id = message.id()
                    .orElseGet(() -> MessageId.ofRecord(position.topic(), position.partition(), position.offset()));
            return new Added(id, position);
        });
    }

    @Override
    public CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
        if (!ready.isDone() || ready.isCompletedExceptionally()) {
            return CompletableFuture.failedFuture(
                    new UnavailableException("The gateway does not hear replies yet.", Failures.RETRY_AFTER));
        }
        String correlation = incarnation + "-" + counter.incrementAndGet();
        CompletableFuture<MailboxReply> reply = new CompletableFuture<>();
        waiting.put(correlation, reply);
        var unused = mustSee(mailbox, command)
                .thenCompose(after -> log.append(
                        Topics.MAILBOX_COMMANDS,
                        mailbox,
                        new CommandRequest(
                                command, Optional.of(new ReplyAddress(settings.gateway(), correlation)), after, 0)))
                .whenComplete((position, failure) -> {
                    if (failure == null) {
                        commands.add(position);
                    } else {
                        reply.completeExceptionally(failure);
                    }
                });
        return TimeLimits.limit(reply, settings.replyTimeout())
                .whenComplete((answer, failure) -> waiting.remove(correlation))
                .handleAsync(GatewayMailboxes::answered, callers);
    }

    /**
     * What must have been applied before the command: for one about whatever is held, all that any gateway had written by now; for one that names messages,
     * what this gateway wrote.
     */
    private CompletableFuture<OptionalLong> mustSee(MailboxId mailbox, MailboxCommand command) {
        return switch (command) {
            case TakeMessages take -> everything(mailbox);
            case AcknowledgeAll all -> everything(mailbox);
            case PurgeMessages purge -> everything(mailbox);
            case AcknowledgeMessages named -> CompletableFuture.completedFuture(lastOffset(mailbox));
            case PutBackMessage named -> CompletableFuture.completedFuture(lastOffset(mailbox));
        };
    }

    private CompletableFuture<OptionalLong> everything(MailboxId mailbox) {
        return ends.apply(written.partition(mailbox))
                .thenApply(end -> end > 0 ? OptionalLong.of(end - 1) : OptionalLong.empty());
    }

    private static MailboxReply answered(MailboxReply reply, Throwable failure) {
        if (failure != null) {
            throw Failures.told(failure, "The mailbox did not answer in time.");
        }
        if (reply instanceof MailboxReply.Declined declined) {
            if (declined.rejection().equals(Rejection.BEHIND)) {
                throw new UnavailableException(declined.rejection().sentence(), Failures.RETRY_AFTER);
            }
            throw new RefusedException(declined.rejection());
        }
        return reply;
    }

    /** A reply to a question that is no longer waited for is passed over. */
    void replied(LiveRecord.Reply reply) {
        CompletableFuture<MailboxReply> asked = waiting.get(reply.correlation());
        if (asked != null) {
            asked.complete(reply.reply());
        }
    }

    @Override
    public Optional<Position> lastWrite(MailboxId mailbox) {
        return written.of(mailbox);
    }

    @Override
    public Optional<Position> lastCommand(MailboxId mailbox) {
        return commands.of(mailbox);
    }

    private OptionalLong lastOffset(MailboxId mailbox) {
        return written.of(mailbox).map(Position::offset).map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
