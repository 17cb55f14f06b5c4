package io.restante.contract;

import io.restante.store.WriteOrder;
import org.apache.kafka.common.utils.Bytes;

/** No order: a transaction makes all writes of a commit one step. */
interface TransactionalWrites extends WriteOrder {
    @Override
    default int ranks() {
        return 1;
    }

    @Override
    default int rank(Bytes key, boolean deletion) {
        return 0;
    }

    @Override
    default boolean endsStep(Bytes key) {
        return true;
    }
}
