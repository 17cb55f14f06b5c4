package io.restante.contract;

import io.restante.store.SeldomThere;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Leaves are written in the order of their paths, and relays many at a time. */
enum SettlementLeavesOrder implements TransactionalWrites {
    INSTANCE;

    private static final long WAITING_BYTES = 1L << 20;

    @Override
    public long waitingBytes() {
        return WAITING_BYTES;
    }

    /** None: leaves come in no order, and to keep them in one costs more than to look through those that wait when a closed session's are read. */
    @Override
    public @Nullable Bytes group(Bytes key) {
        return null;
    }

    /** A relay that comes is a new one, but for those that are sent again. */
    @Override
    public Optional<SeldomThere> seldomThere() {
        return Optional.of(Leaves.ALL);
    }

    private enum Leaves implements SeldomThere {
        ALL;

        private static final Range RANGE =
                new Range(Bytes.wrap(new byte[] {1}), Bytes.wrap(new byte[] {(byte) 0xFF, (byte) 0xFF}));

        @Override
        public boolean has(Bytes key) {
            return !SettlementLayout.isBundle(key);
        }

        @Override
        public Range all() {
            return RANGE;
        }

        @Override
        public Range beside(Bytes key) {
            Bytes session = SettlementLayout.sessionOf(key);
            return new Range(session, SettlementLayout.behind(session));
        }

        @Override
        public Bytes behind(Bytes key) {
            return SettlementLayout.behind(SettlementLayout.sessionOf(key));
        }
    }
}
