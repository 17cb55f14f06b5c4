package io.restante.contract;

import io.restante.store.WriteOrder;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * The crash rule of mailboxes, for the writes of all steps since the last commit: what is new, then what is gone, then the heads that say so, and last the wakes
 * nobody plans any more. A payload is written before its message and deleted before it: a message without one was about to leave, and a payload without a message would never be found.
 */
enum MailboxWriteOrder implements WriteOrder {
    INSTANCE;

    private static final int PAYLOAD = 0;
    private static final int NEW = 1;
    private static final int PAYLOAD_GONE = 2;
    private static final int GONE = 3;
    private static final int HEAD = 4;
    private static final int WAKE_GONE = 5;

    @Override
    public int ranks() {
        return WAKE_GONE + 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        return switch (MailboxLayout.kind(key)) {
            case HEAD -> HEAD;
            case PAYLOAD -> deletion ? PAYLOAD_GONE : PAYLOAD;
            case WAKE -> deletion ? WAKE_GONE : NEW;
            case MESSAGE, DEAD, ID, EXPIRY, FORGET -> deletion ? GONE : NEW;
        };
    }

    /** Messages come and go; everything else is remembered for a while, or is the head. */
    @Override
    public Optional<Bytes> witness(Bytes key) {
        return switch (MailboxLayout.kind(key)) {
            case PAYLOAD -> Optional.of(key);
            case MESSAGE -> Optional.of(MailboxLayout.payloadOf(key));
            case HEAD, DEAD, ID, EXPIRY, FORGET, WAKE -> Optional.empty();
        };
    }

    @Override
    public boolean endsStep(Bytes key) {
        return MailboxLayout.kind(key) == MailboxLayout.Kind.HEAD;
    }
}
