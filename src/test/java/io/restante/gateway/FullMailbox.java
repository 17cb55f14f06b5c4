package io.restante.gateway;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** One mailbox behind a log that is applied when the test says so. It keeps what fits, and refuses the rest. */
final class FullMailbox implements Mailboxes, MailboxQueries {
    static final MailboxId MAILBOX = new MailboxId("m");
    private static final String TOPIC = "mailbox.messages";

    private final int limitMessages;
    private final List<AddMessage> log = new ArrayList<>();
    private final List<Integer> kept = new ArrayList<>();
    private int applied;
    private boolean statusReadable = true;
    private boolean fateReadable = true;
    private int questions;

    FullMailbox(int limitMessages) {
        this.limitMessages = limitMessages;
    }

    /** Applies what is on the log. */
    synchronized void apply() {
        while (applied < log.size()) {
            if (kept.size() < limitMessages) {
                kept.add(applied);
            }
            applied++;
        }
    }

    synchronized void drain() {
        apply();
        kept.clear();
    }

    synchronized void cannotBeRead() {
        statusReadable = false;
        fateReadable = false;
    }

    synchronized void answersStatusOnly() {
        fateReadable = false;
    }

    /** How many adds asked what became of them. */
    synchronized int questions() {
        return questions;
    }

    synchronized List<String> payloadsOnLog() {
        return log.stream().map(message -> message.payload().text()).toList();
    }

    @Override
    public synchronized CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
        Position position = new Position(TOPIC, 0, log.size());
        log.add(message);
        return CompletableFuture.completedFuture(new Added(MessageId.ofRecord(TOPIC, 0, position.offset()), position));
    }

    @Override
    public synchronized MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        require(statusReadable);
        return new MailboxStatus(
                kept.size(),
                kept.stream()
                        .mapToLong(place -> log.get(place).payload().size())
                        .sum(),
                Optional.empty(),
                Optional.empty(),
                kept.size(),
                0,
                0,
                limitMessages,
                0,
                Optional.empty(),
                applied == 0 ? List.of() : List.of(new Position(TOPIC, 0, applied - 1L)));
    }

    @Override
    public synchronized boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        questions++;
        require(fateReadable);
        apply();
        return kept.contains((int) position.offset());
    }

    private static void require(boolean readable) {
        if (!readable) {
            throw new UnavailableException("It is moving.", Duration.ofSeconds(1));
        }
    }

    @Override
    public CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("Nobody asks here"));
    }

    @Override
    public Optional<Position> lastWrite(MailboxId mailbox) {
        return Optional.empty();
    }

    @Override
    public long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        return status(mailbox, after).messages();
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
