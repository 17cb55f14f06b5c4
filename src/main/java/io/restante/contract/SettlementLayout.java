package io.restante.contract;

import io.restante.base.Payload;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Digest;
import io.restante.settlement.tree.TreePath;
import io.restante.store.Form;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The keys of the two stores of settlement. Leaves are in a store of their own, so that it can be compacted for itself when a session's leaves are gone.
 */
public final class SettlementLayout {
    /** {@code supplier ▸ session → relay session}. */
    private static final byte SESSION = 'S';

    /** The highest block that the partition has seen. */
    private static final byte HEIGHT = 'H';

    /** {@code height → hash of the block}. */
    private static final byte BLOCK = 'B';

    /** {@code height ▸ supplier ▸ session → nothing}: what must be looked at then. */
    private static final byte WAKE = 'W';

    /** {@code supplier ▸ session → nothing}: its root is being computed. */
    private static final byte FREEZING = 'F';

    /** {@code supplier ▸ session → the first page of its tree's upper nodes}. */
    private static final byte CROWN = 'K';

    /** {@code supplier ▸ session ▸ prefix of the path → the upper nodes under it}; of large trees. */
    private static final byte PAGE = 'Q';

    /** {@code supplier ▸ session → proof}, as it is sent. */
    private static final byte PROOF = 'P';

    /** {@code supplier ▸ session → the path from which leaves are left, and how many}: it is over, they go. */
    private static final byte DOOMED = 'D';

    /** The number of the step that is on its way. */
    private static final byte STEP = 'N';

    /** Bytes of a leaf's path. */
    public static final int PATH_BYTES = 32;

    /** A number as an entry. */
    public static final Form<Long> NUMBER = new Form<>() {
        @Override
        public byte[] write(Long number) {
            return SettlementLayout.write(number.longValue());
        }

        @Override
        public Long read(Bytes key, byte[] bytes) {
            return readNumber(bytes);
        }
    };

    private SettlementLayout() {}

    /** Each kind of entry that has a relay session as its key. */
    public enum OfSession {
        SESSION(SettlementLayout.SESSION),
        FREEZING(SettlementLayout.FREEZING),
        CROWN(SettlementLayout.CROWN),
        PROOF(SettlementLayout.PROOF),
        DOOMED(SettlementLayout.DOOMED);

        private final byte kind;

        OfSession(byte kind) {
            this.kind = kind;
        }

        public Bytes key(SupplierSession session) {
            return prefixed(kind, text(session));
        }

        /** Right behind the entry of this session, whether it is there or not. */
        public Bytes behind(SupplierSession session) {
            byte[] key = key(session).get();
            return Bytes.wrap(Arrays.copyOf(key, key.length + 1));
        }

        public Bytes first() {
            return Bytes.wrap(new byte[] {kind});
        }

        public Bytes last() {
            return Bytes.wrap(new byte[] {(byte) (kind + 1)});
        }

        /** The first of its kind that may be of this supplier. */
        public Bytes firstOf(String supplier) {
            return prefixed(kind, (supplier + '\u001F').getBytes(StandardCharsets.UTF_8));
        }

        /** Behind the last of its kind that is of this supplier. */
        public Bytes lastOf(String supplier) {
            return prefixed(kind, (supplier + ' ').getBytes(StandardCharsets.UTF_8));
        }
    }

    public static Bytes height() {
        return Bytes.wrap(new byte[] {HEIGHT});
    }

    public static Bytes step() {
        return Bytes.wrap(new byte[] {STEP});
    }

    public static Bytes block(long height) {
        return numbered(BLOCK, height, new byte[0]);
    }

    /** When a session must be looked at. */
    public record Wake(long height, SupplierSession session) {}

    public static Bytes wake(Wake wake) {
        return numbered(WAKE, wake.height(), text(wake.session()));
    }

    public static Bytes firstWake() {
        return numbered(WAKE, 0, new byte[0]);
    }

    /** Behind the last of what must be looked at up to this height. */
    public static Bytes lastWake(long height) {
        return numbered(WAKE, height + 1, new byte[0]);
    }

    public static Wake wake(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get());
        bytes.get();
        long height = bytes.getLong();
        return new Wake(height, session(key, 1 + Long.BYTES, key.get().length));
    }

    /** The height of a block's key. */
    public static long blockHeight(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(1);
    }

    /** The session of a key of any kind in {@link OfSession}. */
    public static SupplierSession session(Bytes key) {
        return session(key, 1, key.get().length);
    }

    /** {@code supplier ▸ session ▸ path → digest ▸ relay}. */
    public static Bytes leaf(SupplierSession session, byte[] path) {
        byte[] text = text(session);
        return Bytes.wrap(ByteBuffer.allocate(text.length + path.length)
                .put(text)
                .put(path)
                .array());
    }

    /**
     * Right behind the last leaf that a session can have. While it has leaves, there is an entry: who reads its last leaf looks at the next entry too, and finds this one, not the
     * deleted leaves of a neighbour.
     */
    public static Bytes end(SupplierSession session) {
        byte[] last = new byte[PATH_BYTES + 1];
        Arrays.fill(last, 0, PATH_BYTES, (byte) 0xFF);
        return leaf(session, last);
    }

    /** @param prefix of the paths that the page is about, less than {@link io.restante.settlement.tree.CrownPages#PAGES} */
    public static Bytes page(SupplierSession session, int prefix) {
        byte[] text = text(session);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length + 1)
                .put(PAGE)
                .put(text)
                .put((byte) prefix)
                .array());
    }

    public static byte[] path(Bytes leaf) {
        return Arrays.copyOfRange(leaf.get(), leaf.get().length - PATH_BYTES, leaf.get().length);
    }

    /**
     * A leaf's digest, whose sum is its weight, and the relay that is its value. The digest is kept, so that neither a freeze nor a neighbour's proof hashes the relay again.
     */
    public record StoredLeaf(Digest digest, Payload relay) {}

    public static byte[] write(StoredLeaf leaf) {
        return ByteBuffer.allocate(Digest.BYTES + leaf.relay().size())
                .put(leaf.digest().toArray())
                .put(leaf.relay().json())
                .array();
    }

    public static StoredLeaf readLeaf(byte[] bytes) {
        return new StoredLeaf(readDigest(bytes), new Payload(Arrays.copyOfRange(bytes, Digest.BYTES, bytes.length)));
    }

    /** Of a leaf, without its relay. */
    public static Digest readDigest(byte[] bytes) {
        return Digest.of(Arrays.copyOf(bytes, Digest.BYTES));
    }

    /**
     * Leaves of a session that is over.
     *
     * @param from the path from which they are left
     * @param left how many
     */
    public record Doomed(TreePath from, long left) {}

    public static byte[] write(Doomed doomed) {
        return ByteBuffer.allocate(PATH_BYTES + Long.BYTES)
                .put(doomed.from().toArray())
                .putLong(doomed.left())
                .array();
    }

    public static Doomed readDoomed(byte[] bytes) {
        return new Doomed(
                TreePath.of(Arrays.copyOf(bytes, PATH_BYTES)),
                ByteBuffer.wrap(bytes).getLong(PATH_BYTES));
    }

    public static byte[] write(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    public static long readNumber(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static SupplierSession session(Bytes key, int from, int to) {
        return SupplierSession.of(new String(key.get(), from, to - from, StandardCharsets.UTF_8));
    }

    private static byte[] text(SupplierSession session) {
        return session.text().getBytes(StandardCharsets.UTF_8);
    }

    private static Bytes prefixed(byte kind, byte[] rest) {
        return Bytes.wrap(
                ByteBuffer.allocate(1 + rest.length).put(kind).put(rest).array());
    }

    private static Bytes numbered(byte kind, long number, byte[] rest) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES + rest.length)
                .put(kind)
                .putLong(number)
                .put(rest)
                .array());
    }
}
