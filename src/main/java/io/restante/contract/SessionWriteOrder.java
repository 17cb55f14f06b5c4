package io.restante.contract;

import io.restante.store.WriteOrder;
import org.apache.kafka.common.utils.Bytes;

/**
 * The crash rule of sessions: a session's place under its gateway, and the time an agent left, are written before the session and deleted after it. A gateway is
 * forgotten after its sessions.
 */
enum SessionWriteOrder implements WriteOrder {
    INSTANCE;

    private static final int INDEX = 0;
    private static final int OTHER = 1;
    private static final int GONE = 2;

    private static final Bytes ALL = Bytes.wrap(new byte[0]);

    @Override
    public int ranks() {
        return GONE + 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        return switch (SessionLayout.kind(key)) {
            case HELD, FORGETTABLE -> deletion ? GONE : INDEX;
            case GATEWAY -> deletion ? GONE : OTHER;
            case SEAT -> OTHER;
        };
    }

    @Override
    public Bytes group(Bytes key) {
        return ALL;
    }

    @Override
    public boolean endsStep(Bytes key) {
        return true;
    }
}
