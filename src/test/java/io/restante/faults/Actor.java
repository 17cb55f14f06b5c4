package io.restante.faults;

import io.restante.local.demo.DemoException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who does the same again and again on a thread of its own, whatever breaks around it, until it is told to stop. */
abstract class Actor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Actor.class);
    private static final Duration AFTER_TROUBLE = Duration.ofMillis(200);

    private final String name;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private volatile boolean begun;
    private volatile boolean running = true;

    Actor(String name) {
        this.name = name;
    }

    /** Begins. */
    void start() {
        begun = true;
        Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** One round; trouble with the other side may be thrown. */
    abstract void round();

    /** What is done when there are no more rounds. */
    void last() {}

    boolean running() {
        return running;
    }

    String name() {
        return name;
    }

    private void run() {
        try {
            while (running) {
                try {
                    round();
                } catch (DemoException | CompletionException e) {
                    LOG.debug("{}: {}", name, e.getMessage());
                    Patience.pass(AFTER_TROUBLE);
                }
            }
            last();
            end.complete(null);
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** Stops after this round; does not wait for it. */
    void stop() {
        running = false;
    }

    /** Stops after this round; returns when it has, at once if it never began, and tells what went wrong with the actor itself. */
    @Override
    public void close() {
        running = false;
        if (!begun) {
            return;
        }
        try {
            end.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(name + " stopped in the middle", e.getCause());
        }
    }
}
