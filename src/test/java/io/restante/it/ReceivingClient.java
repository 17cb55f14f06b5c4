package io.restante.it;

import io.restante.local.demo.DemoException;
import io.restante.local.demo.SocketClient;
import io.restante.local.demo.SocketClient.Received;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds the live sessions of mailboxes, acknowledges what it receives, and comes back when the gateway was away. */
final class ReceivingClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReceivingClient.class);
    private static final Duration LISTEN = Duration.ofMillis(100);
    private static final int BATCH = 64;

    private final URI gateway;
    private final List<String> mailboxes;
    private final Journal journal;
    private final CompletableFuture<Void> end;
    private volatile boolean running = true;

    ReceivingClient(URI gateway, List<String> mailboxes, Journal journal) {
        this.gateway = gateway;
        this.mailboxes = mailboxes;
        this.journal = journal;
        this.end = CompletableFuture.runAsync(
                this::run, task -> Thread.ofPlatform().start(task));
    }

    private void run() {
        while (running) {
            try (SocketClient socket = new SocketClient(gateway)) {
                for (String mailbox : mailboxes) {
                    socket.call("addLiveSession", "{\"connectionId\":\"" + mailbox + "\",\"sessionId\":\"killed\"}");
                }
                while (running && !socket.closed()) {
                    acknowledge(socket, receive(socket));
                }
            } catch (DemoException e) {
                LOG.debug("Away: {}", e.getMessage());
                LockSupport.parkNanos(LISTEN.toNanos());
            }
        }
    }

    /** Some messages' ids, by mailbox. */
    private Map<String, Set<String>> receive(SocketClient socket) {
        Map<String, Set<String>> batch = new TreeMap<>();
        Optional<Received> next = socket.next(LISTEN);
        for (int n = 0; n < BATCH && next.isPresent(); n++) {
            Received message = next.get();
            journal.received(message.id());
            batch.computeIfAbsent(message.mailbox(), mailbox -> new TreeSet<>()).add(message.id());
            next = n + 1 < BATCH ? socket.next(Duration.ZERO) : Optional.empty();
        }
        return batch;
    }

    private void acknowledge(SocketClient socket, Map<String, Set<String>> batch) {
        batch.forEach((mailbox, ids) -> {
            String list = ids.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
            socket.call("removeMessages", "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":" + list + "}");
            journal.acknowledged(ids);
        });
    }

    @Override
    public void close() {
        running = false;
        end.join();
    }
}
