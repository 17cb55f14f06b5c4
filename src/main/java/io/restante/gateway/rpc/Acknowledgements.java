package io.restante.gateway.rpc;

import io.restante.base.MailboxId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Acknowledgements under way for answers this socket was sent: what it asks afterwards of the same mailbox waits for them. */
final class Acknowledgements {
    private final Map<MailboxId, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();

    /** From now on questions about the mailbox wait until this is done; should it fail, those that wait fail with it. */
    void add(MailboxId mailbox, CompletableFuture<Void> acknowledging) {
        CompletableFuture<Void> all = underWay.merge(mailbox, acknowledging, CompletableFuture::allOf);
        var unused = all.whenComplete((done, failure) -> underWay.remove(mailbox, all));
    }

    /** Asks once nothing is under way for the mailbox; at once, and on the caller's thread, when nothing is. */
    <T> CompletableFuture<T> before(MailboxId mailbox, Supplier<CompletableFuture<T>> question) {
        CompletableFuture<Void> acknowledging = underWay.get(mailbox);
        return acknowledging == null ? question.get() : acknowledging.thenCompose(done -> question.get());
    }
}
