package io.restante.contract;

import io.restante.store.WriteOrder;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** No order: a transaction makes all writes of a commit one step. What is left is that a session which a thousand relays changed is written once. */
enum SettlementWriteOrder implements WriteOrder {
    INSTANCE;

    private static final Bytes ALL = Bytes.wrap(new byte[0]);

    @Override
    public int ranks() {
        return 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        return 0;
    }

    @Override
    public Optional<Bytes> witness(Bytes key) {
        return Optional.empty();
    }

    @Override
    public boolean endsStep(Bytes key) {
        return true;
    }

    @Override
    public Bytes group(Bytes key) {
        return ALL;
    }
}
