package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.contract.OpenMessageJson;
import io.restante.contract.Topics;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.Mailboxes.Added;
import io.restante.gateway.RefusedException;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.PurgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.MailboxReply.Acknowledged;
import io.restante.mailbox.MailboxReply.Declined;
import io.restante.mailbox.MailboxReply.Purged;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes that change a mailbox. */
final class WriteRoutes {
    /** How long a take that deletes hides its messages until its answer was written; after a crash they come back then. */
    static final Duration DELETE_LEASE = Duration.ofSeconds(10);

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Logger LOG = LoggerFactory.getLogger(WriteRoutes.class);

    private final Mailboxes mailboxes;
    private final DeletingTakes deleting;
    private final RestRules rules;

    WriteRoutes(Mailboxes mailboxes, DeletingTakes deleting, RestRules rules) {
        this.mailboxes = mailboxes;
        this.deleting = deleting;
        this.rules = rules;
    }

    /** Answers 202 once the message is on the log and sure to be kept, 409 when the mailbox is full. */
    void add(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        AddMessage message = Topics.MAILBOX_MESSAGES.values().decode(asked.body(rules.bodyLimit()));
        Optional<String> key = asked.header(IDEMPOTENCY_KEY);
        if (key.isPresent()) {
            message = keyed(message, key.get());
        }
        Added added = Awaited.of(mailboxes.add(mailbox, message));
        Answers.answer(
                ctx, HttpStatus.ACCEPTED, json -> json.put("id", added.id().value())
                        .put("position", added.position().token()));
    }

    private static AddMessage keyed(AddMessage message, String key) throws MalformedException {
        MessageId id = messageId(IDEMPOTENCY_KEY, key);
        if (message.id().isPresent() && !message.id().get().equals(id)) {
            throw new ProblemException(new Problem(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "id-conflict",
                    "The header " + IDEMPOTENCY_KEY + " says \"" + id + "\" and the body's id says \""
                            + message.id().get() + "\"; expected the same id, or one of the two.",
                    Optional.of("id")));
        }
        return message.withId(id);
    }

    /** Answers with the oldest messages. With {@code delete} they are acknowledged once the answer has been written. */
    void take(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        JsonObject wish = asked.object(rules.bodyLimit());
        boolean delete = wish.flag("delete");
        Optional<Duration> lease = wish.duration("lease");
        if (delete && lease.isPresent()) {
            throw wish.complaint("lease", "cannot go with delete, which has a lease of its own");
        }
        long limit = wish.whole("limit", 1).orElse(rules.pageMaximum());
        Taken taken = ask(
                mailbox,
                new TakeMessages(
                        OptionalInt.of((int) Math.min(limit, rules.pageMaximum())),
                        wish.whole("limit_bytes", 0),
                        wish.text("recipient_did"),
                        delete ? Optional.of(DELETE_LEASE) : lease),
                Taken.class);
        if (delete && !taken.messages().isEmpty()) {
            CompletableFuture<Void> done = deleting.begin(mailbox);
            try {
                answer(ctx, mailbox, taken);
                acknowledgeWritten(mailbox, taken.messages());
            } finally {
                done.complete(null);
            }
        } else {
            answer(ctx, mailbox, taken);
        }
    }

    private void answer(Context ctx, MailboxId mailbox, Taken taken) throws Exception {
        Answers.written(ctx, json -> json.putObjects("messages", taken.messages(), OpenMessageJson::write)
                .putIfPresent("position", mailboxes.lastCommand(mailbox)));
    }

    /** The answer is out, so a failure is nobody's but the log's: the messages come again when their lease is over. */
    private void acknowledgeWritten(MailboxId mailbox, List<OpenMessage> messages) {
        List<MessageId> ids = messages.stream().map(OpenMessage::id).toList();
        try {
            ask(mailbox, new AcknowledgeMessages(ids), Acknowledged.class);
        } catch (Exception e) {
            LOG.warn("{} messages were taken and could not be acknowledged; they come again", ids.size(), e);
        }
    }

    void acknowledge(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        JsonObject body = asked.object(rules.bodyLimit());
        List<String> texts = body.texts("ids");
        if (texts.isEmpty()) {
            throw body.complaint("ids", "expected a list of at least one message id");
        }
        List<MessageId> ids = new ArrayList<>();
        for (String text : texts) {
            ids.add(messageId("ids", text));
        }
        Acknowledged done = ask(mailbox, new AcknowledgeMessages(ids), Acknowledged.class);
        Answers.ok(ctx, json -> json.put("acknowledged", done.acknowledged())
                .put("unknown", done.unknown())
                .putIfPresent("position", mailboxes.lastCommand(mailbox)));
    }

    void purge(Context ctx) throws Exception {
        Asked asked = new Asked(ctx);
        MailboxId mailbox = asked.mailbox();
        Purged purged = ask(mailbox, new PurgeMessages(asked.recipient(), asked.flag("dry_run")), Purged.class);
        Answers.ok(ctx, json -> json.put("purged", purged.messages())
                .put("dry_run", purged.dryRun())
                .putIfPresent("position", mailboxes.lastCommand(mailbox)));
    }

    private <R extends MailboxReply> R ask(MailboxId mailbox, MailboxCommand command, Class<R> expected)
            throws Exception {
        MailboxReply reply = Awaited.of(mailboxes.ask(mailbox, command));
        if (reply instanceof Declined declined) {
            throw new RefusedException(declined.rejection());
        }
        return expected.cast(reply);
    }

    private static MessageId messageId(String field, String value) throws MalformedException {
        try {
            return new MessageId(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(field, String.valueOf(e.getMessage()));
        }
    }
}
