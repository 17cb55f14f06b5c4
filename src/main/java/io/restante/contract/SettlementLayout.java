package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.base.Payload;
import io.restante.contract.SettlementLayout.StoredLeaf.Bundled;
import io.restante.contract.SettlementLayout.StoredLeaf.Whole;
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
 * Their relays lie with them in that store, but apart, in the order in which they came: who reads leaves in the order of their paths does not pass over relays.
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

    /** {@code supplier ▸ session ▸ number of the first → relays in a row}, in front of all leaves: no supplier's name begins so. */
    private static final byte BUNDLE = 0;

    /** Bytes of a leaf's path. */
    public static final int PATH_BYTES = 32;

    private static final int SESSION_ID_BYTES = 64;
    private static final int BUNDLED_BYTES = Digest.BYTES + Long.BYTES + Integer.BYTES;

    /** A number as an entry. */
    public static final Form<Long> NUMBER =
            Form.of(number -> write(number.longValue()), (key, bytes) -> readNumber(bytes));

    /** A leaf as an entry. */
    public static final Form<StoredLeaf> LEAF = Form.of(SettlementLayout::write, (key, bytes) -> readLeaf(bytes));

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

    /** {@code supplier ▸ session ▸ path → digest ▸ where the relay lies}. */
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

    /** @param first number of the first relay in it: how many leaves its session had before */
    public static Bytes bundle(SupplierSession session, long first) {
        byte[] text = text(session);
        return Bytes.wrap(ByteBuffer.allocate(1 + text.length + Long.BYTES)
                .put(BUNDLE)
                .put(text)
                .putLong(first)
                .array());
    }

    static boolean isBundle(Bytes key) {
        return key.get()[0] == BUNDLE;
    }

    /** What the keys of all leaves of a session, and of their end, begin with. */
    static Bytes sessionOf(Bytes leaf) {
        byte[] key = leaf.get();
        int separator = 0;
        while (key[separator] != MailboxId.SEPARATOR) {
            separator++;
        }
        return Bytes.wrap(Arrays.copyOf(key, separator + 1 + SESSION_ID_BYTES));
    }

    /** Right behind everything whose key begins so, leaves and their end. */
    static Bytes behind(Bytes session) {
        byte[] key = Arrays.copyOf(session.get(), session.get().length + PATH_BYTES + 2);
        Arrays.fill(key, session.get().length, key.length, (byte) 0xFF);
        return Bytes.wrap(key);
    }

    /** A leaf with its digest, whose sum is its weight. The digest is kept, so that neither a freeze nor a neighbour's proof looks at the relay. */
    public sealed interface StoredLeaf {
        Digest digest();

        /**
         * Its relay lies elsewhere, with others.
         *
         * @param first the number of the bundle that it is in
         * @param at where in the bundle
         */
        record Bundled(Digest digest, long first, int at) implements StoredLeaf {}

        /** Its relay lies with it. So wrote release 1.0. */
        record Whole(Digest digest, Payload relay) implements StoredLeaf {}
    }

    public static byte[] write(StoredLeaf leaf) {
        return switch (leaf) {
            case Bundled bundled ->
                ByteBuffer.allocate(BUNDLED_BYTES)
                        .put(bundled.digest().toArray())
                        .putLong(bundled.first())
                        .putInt(bundled.at())
                        .array();
            case Whole whole ->
                ByteBuffer.allocate(Digest.BYTES + whole.relay().size())
                        .put(whole.digest().toArray())
                        .put(whole.relay().json())
                        .array();
        };
    }

    /** Tells the two apart by their length: a relay has two signatures, and is longer than what says where it lies. */
    public static StoredLeaf readLeaf(byte[] bytes) {
        if (!isBundled(bytes)) {
            return new Whole(readDigest(bytes), new Payload(Arrays.copyOfRange(bytes, Digest.BYTES, bytes.length)));
        }
        ByteBuffer place = ByteBuffer.wrap(bytes, Digest.BYTES, BUNDLED_BYTES - Digest.BYTES);
        return new Bundled(readDigest(bytes), place.getLong(), place.getInt());
    }

    static boolean isBundled(byte[] leaf) {
        return leaf.length == BUNDLED_BYTES;
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
