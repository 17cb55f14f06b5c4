package io.restante.store;

import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** In which order the writes of many steps reach the changelog, so that any first part of them can be mended; and which keys are read together. */
public interface WriteOrder {
    /** How many ranks there are. */
    int ranks();

    /** When a key's last write is written: lower ranks first, all of them before any of the next rank. */
    int rank(Bytes key, boolean deletion);

    /**
     * Whether a key that is put and deleted between two commits may be left out altogether, and what says that it is not stored from before.
     *
     * @return the key whose absence says so: this one, or another that is always written before and deleted after it; empty, as it is unless given, when it is always written
     */
    default Optional<Bytes> witness(Bytes key) {
        return Optional.empty();
    }

    /** Whether a step ends with a write to such a key: when too much waits, only then is it written, so that no step is torn for want of room. */
    boolean endsStep(Bytes key);

    /** Bytes of one partition's store that may wait in memory for the next commit; half as many of what was written or read last are kept there. */
    default long waitingBytes() {
        return 32L << 20;
    }

    /** The keys that ranges read together with this one; ranges from one group to another, and over keys of no group, cost as much as everything that waits. */
    @Nullable
    Bytes group(Bytes key);

    /** Keys that are mostly looked for in vain; none unless given. */
    default Optional<SeldomThere> seldomThere() {
        return Optional.empty();
    }
}
