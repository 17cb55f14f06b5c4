package io.restante.bench;

import io.javalin.Javalin;
import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.SessionId;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.access.OpenAccess;
import io.restante.gateway.rpc.RpcGateway;
import io.restante.gateway.rpc.RpcRules;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.OpenMessage;
import io.restante.query.MailboxQueries;
import io.restante.session.EndReason;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The mailbox protocol's gateway with nothing behind it: a message that is added is handed out at once, and held nowhere. */
final class EchoGateway implements AutoCloseable {
    private final RpcGateway gateway;
    private final Javalin server;

    EchoGateway() {
        Echo echo = new Echo();
        this.gateway = new RpcGateway(echo, echo, nothingHeld(), new OpenAccess(Optional.empty()), RpcRules.DEFAULTS);
        this.server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.startup.showOldJavalinVersionWarning = false;
                    gateway.register(config);
                })
                .start("127.0.0.1", 0);
    }

    /** An echo holds nothing that could be asked for. */
    private static MailboxQueries nothingHeld() {
        return (MailboxQueries) Proxy.newProxyInstance(
                MailboxQueries.class.getClassLoader(),
                new Class<?>[] {MailboxQueries.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException("An echo is not asked for " + method.getName());
                });
    }

    URI address() {
        return URI.create("ws://127.0.0.1:" + server.port() + RpcGateway.PATH);
    }

    @Override
    public void close() {
        gateway.close();
        server.stop();
    }

    /** Hands out what is added. */
    private static final class Echo implements Mailboxes, LiveSessions {
        private final Map<MailboxId, Receiver> receivers = new ConcurrentHashMap<>();
        private final AtomicLong added = new AtomicLong();

        @Override
        public CompletableFuture<Added> add(MailboxId mailbox, AddMessage message) {
            long sequence = added.incrementAndGet();
            MessageId id = message.id().orElseThrow();
            Receiver receiver = receivers.get(mailbox);
            if (receiver != null) {
                receiver.handOut(List.of(new OpenMessage(id, sequence, Instant.now(), 1, message.payload())));
            }
            return CompletableFuture.completedFuture(
                    new Added(id, new Position(Topics.MAILBOX_MESSAGES.name(), 0, sequence)));
        }

        @Override
        public CompletableFuture<MailboxReply> ask(MailboxId mailbox, MailboxCommand command) {
            return command instanceof AcknowledgeMessages acknowledge
                    ? CompletableFuture.completedFuture(
                            new MailboxReply.Acknowledged(acknowledge.ids().size(), 0))
                    : CompletableFuture.failedFuture(new UnsupportedOperationException("An echo only forgets"));
        }

        @Override
        public Optional<Position> lastWrite(MailboxId mailbox) {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<LiveSessionHold> open(MailboxId mailbox, SessionId session, Receiver receiver) {
            receivers.put(mailbox, receiver);
            return CompletableFuture.completedFuture(new Held(new Epoch(1)));
        }
    }

    /** It is over with its socket. */
    private record Held(Epoch epoch) implements LiveSessions.LiveSessionHold {
        @Override
        public boolean current() {
            return true;
        }

        @Override
        public CompletableFuture<Void> close(EndReason reason) {
            return CompletableFuture.completedFuture(null);
        }
    }
}
