package io.restante.app;

import java.util.concurrent.CountDownLatch;

/** What a command does that goes on until its process is told to stop. */
final class UntilStopped {
    private UntilStopped() {}

    /**
     * Runs what follows the start, then waits for the end; returns the exit code. Told to stop, the process drains, then closes; told again
     * meanwhile, it goes on doing so.
     */
    static int run(Runnable drain, AutoCloseable process, Runnable started) throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        Parts parts = new Parts();
        parts.add(process);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    try {
                        drain.run();
                    } finally {
                        parts.close();
                        closed.countDown();
                    }
                }));
        started.run();
        closed.await();
        return 0;
    }
}
