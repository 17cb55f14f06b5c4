package io.restante.contract;

import org.apache.kafka.common.utils.Bytes;

/** A session that a thousand relays changed is written once. */
enum SettlementWriteOrder implements TransactionalWrites {
    INSTANCE;

    private static final Bytes ALL = Bytes.wrap(new byte[0]);

    @Override
    public Bytes group(Bytes key) {
        return ALL;
    }
}
