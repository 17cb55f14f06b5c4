package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.store.SeldomThere;
import io.restante.store.WriteOrder;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The crash rule of mailboxes, for the writes of all steps since the last commit: what is new, then what is gone, then the heads that say so, and last what
 * nobody needs any more: wakes, ids whose time is over, and the pages they stood on. A message is written before its expiry and deleted after it: an expiry
 * without a message would never be found.
 */
enum MailboxWriteOrder implements WriteOrder {
    INSTANCE;

    private static final int BEFOREHAND = 0;
    private static final int NEW = 1;
    private static final int GONE_FIRST = 2;
    private static final int GONE = 3;
    private static final int HEAD = 4;
    private static final int AFTERWARDS = 5;
    private static final int LAST = 6;

    private static final Bytes PAGES = Bytes.wrap(new byte[] {0});
    private static final Bytes WAKES = Bytes.wrap(new byte[] {1});

    @Override
    public int ranks() {
        return LAST + 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        return switch (MailboxLayout.kind(key)) {
            case HEAD -> HEAD;
            case FORGET -> deletion ? LAST : BEFOREHAND;
            case WAKE -> deletion ? AFTERWARDS : NEW;
            case EXPIRY -> deletion ? GONE_FIRST : NEW;
            case ID -> deletion ? AFTERWARDS : NEW;
            case MESSAGE -> deletion ? GONE : BEFOREHAND;
            case DEAD -> deletion ? GONE : NEW;
        };
    }

    /** Messages and their deadlines come and go; everything else is remembered for a while, or is the head. */
    @Override
    public Optional<Bytes> witness(Bytes key) {
        return switch (MailboxLayout.kind(key)) {
            case MESSAGE -> Optional.of(key);
            case EXPIRY -> Optional.of(MailboxLayout.messageOf(key));
            case HEAD, DEAD, ID, FORGET, WAKE -> Optional.empty();
        };
    }

    /** Ranges are over one mailbox's messages, dead letters or expiries, over pages, or over wakes. */
    @Override
    public @Nullable Bytes group(Bytes key) {
        return switch (MailboxLayout.kind(key)) {
            case MESSAGE, DEAD, EXPIRY -> MailboxLayout.mailboxOf(key);
            case FORGET -> PAGES;
            case WAKE -> WAKES;
            case HEAD, ID -> null;
        };
    }

    /** An id that comes is a new one, but for those that are sent again. */
    @Override
    public Optional<SeldomThere> seldomThere() {
        return Optional.of(Ids.ALL);
    }

    private enum Ids implements SeldomThere {
        ALL;

        @Override
        public boolean has(Bytes key) {
            return MailboxLayout.kind(key) == MailboxLayout.Kind.ID;
        }

        @Override
        public Range all() {
            return new Range(MailboxLayout.firstOfAll(), MailboxLayout.lastOfAll());
        }

        @Override
        public Range beside(Bytes key) {
            MailboxId mailbox = MailboxLayout.mailbox(key);
            return new Range(MailboxLayout.firstId(mailbox), MailboxLayout.lastId(mailbox));
        }

        @Override
        public Bytes behind(Bytes key) {
            return MailboxLayout.behind(MailboxLayout.mailbox(key));
        }
    }

    @Override
    public boolean endsStep(Bytes key) {
        return MailboxLayout.kind(key) == MailboxLayout.Kind.HEAD;
    }
}
