package io.restante.contract;

import io.restante.store.WriteOrder;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** The crash rule of sessions: a session's place under its gateway is written before the session and deleted after it. */
enum SessionWriteOrder implements WriteOrder {
    INSTANCE;

    private static final int HELD = 0;
    private static final int OTHER = 1;
    private static final int HELD_GONE = 2;

    private static final Bytes ALL = Bytes.wrap(new byte[0]);

    @Override
    public int ranks() {
        return HELD_GONE + 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        return switch (SessionLayout.kind(key)) {
            case HELD -> deletion ? HELD_GONE : HELD;
            case CURRENT, GATEWAY -> OTHER;
        };
    }

    @Override
    public Optional<Bytes> witness(Bytes key) {
        return Optional.empty();
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
