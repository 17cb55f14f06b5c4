package io.restante.settlement.flow;

import io.restante.contract.CrownForm;
import io.restante.contract.RelaySessionForm;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementLayout.Wake;
import io.restante.contract.Store;
import io.restante.settlement.Chain;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.CrownPages;
import io.restante.store.WriteBehindStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/** What one partition keeps of settlement, but for leaves. */
final class SettlementStore implements Chain {
    private static final byte[] NOTHING = new byte[0];

    private final WriteBehindStore entries;

    SettlementStore(ProcessorContext<?, ?> context) {
        this.entries = WriteBehindStore.within(context.getStateStore(Store.SETTLEMENT_ENTRIES.name()));
        entries.readAfresh();
    }

    @Override
    public long height() {
        Long height = entries.get(SettlementLayout.height(), SettlementLayout.NUMBER);
        return height == null ? 0 : height;
    }

    @Override
    public Optional<String> hash(long height) {
        return Optional.ofNullable(entries.get(SettlementLayout.block(height)))
                .map(hash -> new String(hash, StandardCharsets.US_ASCII));
    }

    void noteHeight(long height) {
        entries.put(SettlementLayout.height(), height, SettlementLayout.NUMBER);
    }

    void noteHash(long height, String hash) {
        entries.put(SettlementLayout.block(height), hash.getBytes(StandardCharsets.US_ASCII));
    }

    /** Forgets blocks below the height, so many at most. */
    void forgetBlocks(long below, int most) {
        keys(SettlementLayout.block(0), SettlementLayout.block(Math.max(below - 1, 0)), most).stream()
                .filter(key -> SettlementLayout.blockHeight(key) < below)
                .forEach(entries::delete);
    }

    Optional<RelaySession> session(SupplierSession key) {
        return Optional.ofNullable(entries.get(OfSession.SESSION.key(key), RelaySessionForm.FORM));
    }

    void put(SupplierSession key, RelaySession session) {
        entries.put(OfSession.SESSION.key(key), session, RelaySessionForm.FORM);
    }

    /** Every session that is not over. */
    List<RelaySession> sessions() {
        List<RelaySession> sessions = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found =
                entries.range(OfSession.SESSION.first(), OfSession.SESSION.last())) {
            while (found.hasNext()) {
                var entry = found.next();
                if (entry.key.compareTo(OfSession.SESSION.last()) < 0) {
                    sessions.add(RelaySessionForm.read(entry.value));
                }
            }
        }
        return sessions;
    }

    void wakeAt(long height, SupplierSession key) {
        entries.put(SettlementLayout.wake(new Wake(height, key)), NOTHING);
    }

    /** What is due at this height or below, in the order of heights and suppliers. */
    List<Wake> due(long height, int most) {
        Bytes last = SettlementLayout.lastWake(height);
        return keys(SettlementLayout.firstWake(), last, most).stream()
                .filter(key -> key.compareTo(last) < 0)
                .map(SettlementLayout::wake)
                .toList();
    }

    void awake(Wake wake) {
        entries.delete(SettlementLayout.wake(wake));
    }

    Optional<byte[]> entry(OfSession kind, SupplierSession key) {
        return Optional.ofNullable(entries.get(kind.key(key)));
    }

    void put(OfSession kind, SupplierSession key, byte[] value) {
        entries.put(kind.key(key), value);
    }

    /** Keeps a page of the upper nodes of a tree. */
    void putPage(SupplierSession key, int prefix, Crown page) {
        entries.put(SettlementLayout.page(key, prefix), CrownForm.writePage(page));
    }

    /** The upper nodes of a tree, once its root is known. */
    Optional<CrownPages> crown(SupplierSession key) {
        return entry(OfSession.CROWN, key)
                .map(top -> CrownForm.read(
                        top, prefix -> Optional.ofNullable(entries.get(SettlementLayout.page(key, prefix)))));
    }

    /** Deletes the pages under the first one. */
    void deletePages(SupplierSession key) {
        for (int prefix = 0; prefix < CrownPages.PAGES; prefix++) {
            entries.delete(SettlementLayout.page(key, prefix));
        }
    }

    void mark(OfSession kind, SupplierSession key) {
        put(kind, key, NOTHING);
    }

    void delete(OfSession kind, SupplierSession key) {
        if (entries.get(kind.key(key)) != null) {
            entries.delete(kind.key(key));
        }
    }

    /** The sessions that have such an entry, from the first one. */
    List<SupplierSession> having(OfSession kind, int most) {
        return keys(kind.first(), kind.last(), most).stream()
                .filter(key -> key.compareTo(kind.last()) < 0)
                .map(SettlementLayout::session)
                .toList();
    }

    /** The number of the step that is on its way; 0 when none is. */
    long step() {
        byte[] number = entries.get(SettlementLayout.step());
        return number == null ? 0 : SettlementLayout.readNumber(number);
    }

    void noteStep(long number) {
        entries.put(SettlementLayout.step(), SettlementLayout.write(number));
    }

    private List<Bytes> keys(Bytes from, Bytes to, int most) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> found = entries.range(from, to)) {
            while (keys.size() < most && found.hasNext()) {
                keys.add(found.next().key);
            }
        }
        return keys;
    }
}
