package io.restante.contract;

import io.restante.store.WriteOrder;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** The crash rule of groups: an event is there before its group says that it waits, and is gone only after the group no longer does. */
enum GroupWriteOrder implements WriteOrder {
    INSTANCE;

    private static final int EVENT = 0;
    private static final int WAITING = 1;
    private static final int EVENT_GONE = 2;

    private static final Bytes ALL = Bytes.wrap(new byte[0]);

    @Override
    public int ranks() {
        return EVENT_GONE + 1;
    }

    @Override
    public int rank(Bytes key, boolean deletion) {
        if (key.get()[0] == GroupLayout.WAITING) {
            return WAITING;
        }
        return deletion ? EVENT_GONE : EVENT;
    }

    /** Most events wait for milliseconds: what came and went between two commits is not written at all. */
    @Override
    public Optional<Bytes> witness(Bytes key) {
        return Optional.of(key);
    }

    @Override
    public Bytes group(Bytes key) {
        return ALL;
    }

    @Override
    public boolean endsStep(Bytes key) {
        return key.get()[0] == GroupLayout.WAITING;
    }
}
