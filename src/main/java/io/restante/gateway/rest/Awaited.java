package io.restante.gateway.rest;

import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for answers that come later. Requests run on virtual threads, so waiting holds up nobody else. */
final class Awaited {
    private Awaited() {}

    /**
     * The future's value; its failure is thrown as it is.
     *
     * @throws UnavailableException when the wait is interrupted, because the gateway shuts down
     */
    static <T> T of(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException(
                    "The gateway is shutting down; whether the request took effect is not known.",
                    Duration.ofSeconds(1));
        }
    }
}
