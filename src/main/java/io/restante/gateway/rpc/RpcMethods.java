package io.restante.gateway.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeAll;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import io.restante.query.MailboxQueries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The methods of this wire, by name. A call starts what it asks for before it returns, so calls take effect in the order made. */
final class RpcMethods {
    private static final String ON = "rpc.on";
    private static final String OFF = "rpc.off";

    /** One method. It does not block: what does is handed to the blocking executor. */
    @FunctionalInterface
    private interface Method {
        CompletableFuture<RpcAnswer> call(RpcParams params, RpcSocket socket) throws MalformedException;
    }

    private final Mailboxes mailboxes;
    private final LiveSessions sessions;
    private final MailboxQueries queries;
    private final Duration takeLease;
    private final Executor blocking;
    private final Map<String, Method> methods = new TreeMap<>();

    /** @param blocking runs questions to the stores, which may wait */
    RpcMethods(
            Mailboxes mailboxes, LiveSessions sessions, MailboxQueries queries, Duration takeLease, Executor blocking) {
        this.mailboxes = mailboxes;
        this.sessions = sessions;
        this.queries = queries;
        this.takeLease = takeLease;
        this.blocking = blocking;
        methods.put("addMessage", this::addMessage);
        methods.put("takeFromQueue", this::takeFromQueue);
        methods.put("getAvailableMessageCount", this::getAvailableMessageCount);
        methods.put("removeMessages", this::removeMessages);
        methods.put("removeAllMessages", this::removeAllMessages);
        methods.put("getLiveSession", this::getLiveSession);
        methods.put("addLiveSession", this::addLiveSession);
        methods.put("removeLiveSession", this::removeLiveSession);
    }

    /** An error in answer to these ends the client's process, so whatever stands in them is answered kindly. */
    static boolean neverAnError(String method) {
        return method.equals(ON) || method.equals(OFF);
    }

    /** The method's name, or one word for all there are none of: what clients make up is nothing to count by. */
    String counted(String method) {
        return methods.containsKey(method) ? method : RpcCalls.UNKNOWN;
    }

    /** The answer to what asks nothing of anybody but this gateway. */
    Optional<RpcAnswer> immediately(RpcCall.Request request) {
        return switch (request.method()) {
            case ON, OFF -> Optional.of(subscriptions(request.params()));
            case "ping" -> Optional.of(RpcAnswer.of(json -> json.put("result", "pong")));
            case "__listMethods" ->
                Optional.of(RpcAnswer.of(json -> json.putTexts("result", List.copyOf(methods.keySet()))));
            default -> Optional.empty();
        };
    }

    /** Events come to whoever holds a session, subscribed or not; so there is nothing to remember. */
    private static RpcAnswer subscriptions(JsonNode params) {
        return RpcAnswer.of(json -> json.putObject("result", result -> {
            for (JsonNode event : params) {
                if (event.isTextual()) {
                    boolean known = event.textValue().equals(RpcText.MESSAGES_RECEIVED);
                    result.put(JsonText.sayable(event.textValue()), known ? "ok" : "provided event invalid");
                }
            }
        }));
    }

    /** Starts the method; the answer may fail with what {@link RpcError#of} explains. */
    CompletableFuture<RpcAnswer> start(RpcCall.Request request, RpcSocket socket) {
        try {
            Method method = methods.get(request.method());
            if (method == null) {
                return CompletableFuture.failedFuture(new UnknownMethodException());
            }
            if (request.params() instanceof ObjectNode params) {
                return method.call(new RpcParams(JsonObject.of(params), socket.caller()), socket);
            }
            throw new MalformedException("params", "expected an object, got a list");
        } catch (MalformedException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<RpcAnswer> addMessage(RpcParams params, RpcSocket socket) throws MalformedException {
        return mailboxes
                .add(params.mailbox(), params.message())
                .thenApply(added -> RpcAnswer.of(json -> json.putObject(
                        "result", result -> result.put("messageId", added.id().value()))));
    }

    private CompletableFuture<RpcAnswer> takeFromQueue(RpcParams params, RpcSocket socket) throws MalformedException {
        MailboxId mailbox = params.mailbox();
        boolean delete = params.deleteMessages();
        Optional<Duration> lease = params.lease();
        TakeMessages take = new TakeMessages(
                params.limit(),
                params.limitBytes(),
                params.recipient(),
                delete ? Optional.of(lease.orElse(takeLease)) : lease);
        return socket.acknowledgements()
                .before(mailbox, () -> mailboxes.ask(mailbox, take))
                .thenApply(reply -> {
                    if (reply instanceof Taken taken) {
                        return taken(mailbox, taken.messages(), delete, socket);
                    }
                    throw new IllegalStateException("A take was answered with " + reply);
                });
    }

    private RpcAnswer taken(MailboxId mailbox, List<OpenMessage> messages, boolean delete, RpcSocket socket) {
        RpcAnswer answer = RpcAnswer.of(json -> json.putObjects("result", messages, RpcText::message));
        if (!delete || messages.isEmpty()) {
            return answer;
        }
        List<MessageId> ids = messages.stream().map(OpenMessage::id).toList();
        return new RpcAnswer(answer.result(), writing -> socket.acknowledgements()
                .add(
                        mailbox,
                        writing.thenCompose(done -> mailboxes.ask(mailbox, new AcknowledgeMessages(ids)))
                                .thenAccept(done -> {})));
    }

    private CompletableFuture<RpcAnswer> getAvailableMessageCount(RpcParams params, RpcSocket socket)
            throws MalformedException {
        MailboxId mailbox = params.mailbox();
        Optional<String> recipient = params.recipient();
        return socket.acknowledgements()
                .before(
                        mailbox,
                        () -> inBackground(() -> {
                            long count = queries.count(mailbox, recipient, mailboxes.lastWrite(mailbox));
                            return RpcAnswer.of(json -> json.put("result", count));
                        }));
    }

    private CompletableFuture<RpcAnswer> removeMessages(RpcParams params, RpcSocket socket) throws MalformedException {
        MailboxId mailbox = params.mailbox();
        List<MessageId> ids = params.messageIds();
        return ids.isEmpty()
                ? CompletableFuture.completedFuture(RpcAnswer.of(true))
                : done(mailbox, new AcknowledgeMessages(ids), socket);
    }

    private CompletableFuture<RpcAnswer> removeAllMessages(RpcParams params, RpcSocket socket)
            throws MalformedException {
        return done(params.mailbox(), new AcknowledgeAll(params.requiredRecipient()), socket);
    }

    private CompletableFuture<RpcAnswer> done(MailboxId mailbox, MailboxCommand command, RpcSocket socket) {
        return socket.acknowledgements()
                .before(mailbox, () -> mailboxes.ask(mailbox, command))
                .thenApply(reply -> RpcAnswer.of(true));
    }

    private CompletableFuture<RpcAnswer> getLiveSession(RpcParams params, RpcSocket socket) throws MalformedException {
        MailboxId mailbox = params.mailbox();
        return inBackground(() -> RpcAnswer.of(
                queries.status(mailbox, sessions.lastWrite(mailbox)).session().isPresent()));
    }

    private CompletableFuture<RpcAnswer> addLiveSession(RpcParams params, RpcSocket socket) throws MalformedException {
        MailboxId mailbox = params.mailbox();
        return socket.sessions()
                .open(mailbox, params.session(), socket.events(mailbox))
                .thenApply(granted -> RpcAnswer.of(true));
    }

    private CompletableFuture<RpcAnswer> removeLiveSession(RpcParams params, RpcSocket socket)
            throws MalformedException {
        return socket.sessions().close(params.mailbox()).thenApply(RpcAnswer::of);
    }

    private CompletableFuture<RpcAnswer> inBackground(Supplier<RpcAnswer> question) {
        return CompletableFuture.supplyAsync(question, blocking);
    }
}
