package io.restante.gateway;

import io.restante.base.MailboxId;
import io.restante.base.Rejection;
import io.restante.contract.Position;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.MailboxRules.Overflow;
import io.restante.query.Fullness;
import io.restante.query.MailboxQueries;
import io.restante.query.UnavailableException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mailboxes whose senders learn that a mailbox was full (DOMAIN.md, Mailbox). An add goes onto the log at once, in the order of the
 * calls. While the mailbox has plenty of room it is answered then; near a limit the answer waits for what the topology decided.
 *
 * <p>Plenty means that the limits would be kept to {@value #PLENTY} even if all that was written since the state that could be read went to
 * this mailbox. The bytes that other writers added since are not known; the rest of the limit is for them.
 */
public final class QuotaAwareMailboxes implements Mailboxes {
    /** The part of a limit up to which nobody waits. */
    static final double PLENTY = 0.8;

    private static final Logger LOG = LoggerFactory.getLogger(QuotaAwareMailboxes.class);

    private final Mailboxes mailboxes;
    private final MailboxQueries queries;
    private final MailboxRules rules;
    private final Executor callers;
    private final Map<Integer, Unapplied> unapplied = new ConcurrentHashMap<>();

    /** @param callers where adds wait for the topology, and where their futures complete */
    public QuotaAwareMailboxes(Mailboxes mailboxes, MailboxQueries queries, MailboxRules rules, Executor callers) {
        this.mailboxes = mailboxes;
        this.queries = queries;
        this.rules = rules;
        this.callers = callers;
    }

    /**
     * Completes once the message is on the log and the mailbox has, or will have, accepted it. Fails with {@link RefusedException} when the
     * mailbox was full, and with {@link UnavailableException} when the message is on the log and what became of it cannot be read in time.
     */
    @Override
    public CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
        int size = message.payload().size();
        if (size > rules.limitBytes()) {
            return CompletableFuture.failedFuture(new RefusedException(tooLarge(size)));
        }
        CompletableFuture<Added> adding = mailboxes.add(mailbox, message);
        if (rules.overflow() == Overflow.EVICT_OLDEST) {
            return adding;
        }
        Unapplied written = unapplied.computeIfAbsent(queries.partition(mailbox), partition -> new Unapplied());
        written.begun(size);
        return adding.whenComplete((added, failure) -> {
                    if (failure == null) {
                        written.onLog(added.position().offset(), size);
                    } else {
                        written.failed(size);
                    }
                })
                .thenApplyAsync(added -> accepted(mailbox, added, written), callers);
    }

    private Added accepted(MailboxId mailbox, Added added, Unapplied written) {
        if (plenty(mailbox, added.position(), written) || queries.accepted(mailbox, added.id(), added.position())) {
            return added;
        }
        throw new RefusedException(full());
    }

    /** Whether the message is sure to find room. While the state cannot be read nobody is kept waiting for it. */
    private boolean plenty(MailboxId mailbox, Position position, Unapplied written) {
        try {
            Fullness now = queries.fullness(mailbox);
            written.applied(now.applied());
            // Once it was applied, what the mailbox holds now no longer says what it held then.
            return now.applied() < position.offset()
                    && now.messages() + position.offset() - now.applied() <= PLENTY * rules.limitMessages()
                    && now.bytes() + written.bytes() <= PLENTY * rules.limitBytes();
        } catch (UnavailableException e) {
            LOG.debug("Whether {} has room cannot be read now", mailbox, e);
            written.applied(position.offset());
            return true;
        }
    }

    private Rejection tooLarge(int size) {
        return new Rejection(
                "message-too-large",
                "The payload has " + size + " bytes, and a mailbox may hold " + rules.limitBytes() + " bytes at most.");
    }

    private Rejection full() {
        return new Rejection(
                "quota-full",
                "The mailbox is full: it may hold " + rules.limitMessages() + " messages and " + rules.limitBytes()
                        + " bytes at most. The message was not kept; add it again when others have been acknowledged.");
    }

    @Override
    public CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
        return mailboxes.ask(mailbox, command);
    }

    @Override
    public Optional<Position> lastCommand(MailboxId mailbox) {
        return mailboxes.lastCommand(mailbox);
    }

    @Override
    public Optional<Position> lastWrite(MailboxId mailbox) {
        return mailboxes.lastWrite(mailbox);
    }
}
