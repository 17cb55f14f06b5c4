package io.restante.settlement.flow;

import io.restante.settlement.SupplierSession;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * Knows of most leaves that they are not stored, so that nobody looks for them: a Bloom filter over all leaves of the sessions that began here. Of other sessions, such as those that were restored, it
 * knows nothing. When it is full, it begins anew, and knows nothing of the sessions before. In memory alone.
 */
final class NewLeaves {
    /** 2 MiB. */
    private static final int BITS = 1 << 24;

    /** With so many leaves in it, one in a hundred that are not there seems to be. */
    private static final int MOST_LEAVES = BITS / 10;

    private static final int MOST_SESSIONS = 20_000;
    private static final int PROBES = 4;

    private final Set<SupplierSession> sessions = new HashSet<>();
    private long[] bits = {};
    private int leaves;

    /** Nothing is stored of the session yet. */
    void begin(SupplierSession session) {
        if (bits.length == 0 || leaves >= MOST_LEAVES || sessions.size() >= MOST_SESSIONS) {
            bits = new long[BITS / Long.SIZE];
            leaves = 0;
            sessions.clear();
        }
        sessions.add(session);
    }

    /** A leaf is about to be stored. */
    void add(SupplierSession session, Bytes leaf) {
        if (sessions.contains(session)) {
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(leaf, probe);
                bits[bit / Long.SIZE] |= 1L << bit;
            }
            leaves++;
        }
    }

    /** False only when it certainly is not. */
    boolean mayBeStored(SupplierSession session, Bytes leaf) {
        boolean all = true;
        if (sessions.contains(session)) {
            for (int probe = 0; probe < PROBES; probe++) {
                int bit = bit(leaf, probe);
                all &= (bits[bit / Long.SIZE] & 1L << bit) != 0;
            }
        }
        return all;
    }

    /** A leaf's key ends with its path, which is a hash: each part of it is as good as another one. */
    private static int bit(Bytes leaf, int probe) {
        byte[] key = leaf.get();
        return ByteBuffer.wrap(key).getInt(key.length - (probe + 1) * Integer.BYTES) & (BITS - 1);
    }
}
