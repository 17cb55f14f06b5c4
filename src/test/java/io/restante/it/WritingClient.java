package io.restante.it;

import io.restante.local.demo.PlainProducer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Writes so many messages, to one mailbox after the other; while the broker is away it waits for it. */
final class WritingClient implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final PlainProducer producer;
    private final List<String> mailboxes;
    private final Journal journal;
    private final int messages;
    private final CompletableFuture<Void> end;
    private volatile boolean running = true;

    WritingClient(String bootstrapServers, List<String> mailboxes, int messages, Journal journal) {
        this.producer = new PlainProducer(bootstrapServers);
        this.mailboxes = mailboxes;
        this.journal = journal;
        this.messages = messages;
        this.end = CompletableFuture.runAsync(
                this::write, task -> Thread.ofPlatform().start(task));
    }

    private void write() {
        for (int number = 0; running && number < messages; number++) {
            String id = "m" + number;
            producer.message(
                    mailboxes.get(number % mailboxes.size()), "{\"id\":\"" + id + "\",\"payload\":" + number + "}");
            journal.wrote(id);
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Returns when every message is on the log; fails if one could not be written. */
    void await() {
        end.join();
    }

    /** Writes no more. */
    @Override
    public void close() {
        running = false;
        try {
            end.join();
        } finally {
            producer.close();
        }
    }
}
