package io.restante.gateway.live;

import io.restante.contract.Topics;
import io.restante.gateway.AgentSessions;
import io.restante.gateway.LiveSessions;
import io.restante.gateway.Mailboxes;
import io.restante.gateway.RecordLog;
import io.restante.session.SessionKey;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One run of a gateway, as Kafka sees it: owns the producer, the reader of the gateway's topic and the heartbeat, and closes them in
 * order. Mailboxes and sessions answer that they are unavailable until it is ready.
 */
public final class LiveGateway implements AutoCloseable {
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletableFuture<Void> hearing = new CompletableFuture<>();
    private final CompletableFuture<Void> announced = new CompletableFuture<>();
    private final KafkaRecordLog log;
    private final LogEnds ends;
    private final GatewayMailboxes mailboxes;
    private final GatewayLiveSessions sessions;
    private final LiveTopic topic;
    private final Heartbeats heartbeats;

    public LiveGateway(LiveGatewaySettings settings) {
        String incarnation = UUID.randomUUID().toString().substring(0, 8);
        this.log = new KafkaRecordLog(settings, callers);
        this.ends = new LogEnds(settings.client(), Topics.MAILBOX_MESSAGES);
        this.mailboxes = new GatewayMailboxes(settings, incarnation, log, ends::end, hearing, callers);
        this.sessions = new GatewayLiveSessions(settings, incarnation, log, announced, callers);
        this.topic = new LiveTopic(settings, new LiveRouter(mailboxes, sessions));
        this.heartbeats = new Heartbeats(settings, incarnation, log);
    }

    /** Starts reading, then beating; completes once sessions can be opened. */
    public CompletableFuture<Void> start() {
        var unused = topic.start()
                .thenCompose(atTheEnd -> {
                    hearing.complete(null);
                    return heartbeats.start();
                })
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        announced.complete(null);
                    } else {
                        announced.completeExceptionally(failure);
                    }
                });
        return announced;
    }

    public RecordLog log() {
        return log;
    }

    public Mailboxes mailboxes() {
        return mailboxes;
    }

    public LiveSessions sessions() {
        return sessions;
    }

    public AgentSessions agentSessions() {
        return sessions;
    }

    /** Sessions of mailboxes that this gateway holds or asks for. */
    public long mailboxSessions() {
        return sessions.size(SessionKey.OfMailbox.class);
    }

    /** Sessions of agents that this gateway holds or asks for. */
    public long agentsSessions() {
        return sessions.size(SessionKey.OfAgent.class);
    }

    /** Takes no new sessions from now on, and says so to every partition; keeps those it has, and beats on for them. */
    public void drain() {
        sessions.drain();
        heartbeats.drain();
    }

    /** Says that it is draining, ends the sessions still held, then stops reading and writing. */
    @Override
    public void close() {
        heartbeats.close();
        sessions.close();
        topic.close();
        ends.close();
        log.close();
        callers.close();
    }
}
