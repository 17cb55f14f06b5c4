package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ids of messages that left at about the same time. It grows until it is full; the thread that fills it is the one that stores it. */
public final class IdPage {
    private final List<Ended> ids = new ArrayList<>();

    /** An id whose message left. */
    public record Ended(MailboxId mailbox, MessageId id, Instant endedAt) {}

    public void add(Ended ended) {
        ids.add(ended);
    }

    public List<Ended> ids() {
        return Collections.unmodifiableList(ids);
    }

    /** When the last of them ended; that need not be the one added last. */
    public Instant lastEnd() {
        return ids.stream().map(Ended::endedAt).max(Instant::compareTo).orElse(Instant.EPOCH);
    }
}
