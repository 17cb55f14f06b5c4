package io.restante.app;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The end of a process whose parent is gone: its standard input, which the parent holds open, ends then, however the parent ended. */
public final class ParentWatch {
    /** Longer than a process takes that ends in order. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int LOST = 1;

    private ParentWatch() {}

    /** From now on this JVM ends, in order, when its standard input does; and if that takes too long, without order. */
    public static void endWithInput() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            awaitEndOfInput();
            Thread.ofPlatform().daemon().name("parent-watch-end").start(() -> {
                LockSupport.parkNanos(PATIENCE.toNanos());
                Runtime.getRuntime().halt(LOST);
            });
            System.exit(0);
        });
    }

    private static void awaitEndOfInput() {
        byte[] ignored = new byte[64];
        try {
            while (System.in.read(ignored) >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println(
                    "The standard input cannot be read any more (" + e.getMessage() + "), which is its end.");
        }
    }
}
