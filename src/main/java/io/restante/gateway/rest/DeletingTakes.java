package io.restante.gateway.rest;

import io.restante.base.MailboxId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Takes that delete, from before their answer goes out until their messages are acknowledged. Whoever has the answer and reads the mailbox here next waits for
 * that, and does not find what it took.
 */
final class DeletingTakes {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<MailboxId, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    /** To be completed when the take is over, whatever became of it. */
    CompletableFuture<Void> begin(MailboxId mailbox) {
        CompletableFuture<Void> take = new CompletableFuture<>();
        CompletableFuture<Void> all = underWay.merge(mailbox, take, CompletableFuture::allOf);
        var unused = all.whenComplete((done, failure) -> underWay.remove(mailbox, all));
        return take;
    }

    /** Returns when no take is under way, or after a moment: then the mailbox still has the messages, and says so. */
    void await(MailboxId mailbox) {
        CompletableFuture<Void> takes = underWay.get(mailbox);
        if (takes != null) {
            takes.copy()
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
    }
}
