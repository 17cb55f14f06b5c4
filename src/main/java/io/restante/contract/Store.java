package io.restante.contract;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A store as a value: its name, its owner and how its keys are laid out. Values are bytes; the layout classes read and write them.
 *
 * @param layout one line for each kind of entry
 */
public record Store(String name, String room, String purpose, List<String> layout) {
    /** Held and dead messages, heads, remembered ids, deadlines. */
    public static final Store MAILBOX_ENTRIES = new Store(
            "mailbox-entries",
            "mailbox",
            "Everything a mailbox holds and knows, in one store so that its changelog has one order.",
            List.of(
                    "H ▸ mailbox → head: counts, bytes, bounds, live window, next wake, marks",
                    "M ▸ mailbox ▸ sequence → message without payload, with its hand-out",
                    "P ▸ mailbox ▸ sequence → payload, verbatim",
                    "X ▸ mailbox ▸ sequence → message in the dead letters",
                    "I ▸ mailbox ▸ id → sequence, and when it left",
                    "E ▸ mailbox ▸ expiry ▸ sequence → nothing: messages whose sender chose their ttl",
                    "F ▸ mailbox ▸ end ▸ sequence → id: remembered ids, to be forgotten after the dedupe window",
                    "W ▸ time ▸ mailbox → nothing: when a mailbox must be looked at"));

    /** Current live sessions and the gateways that hold them. */
    public static final Store SESSION_ENTRIES = new Store(
            "session-entries",
            "session",
            "Who holds the live session of each key, and which gateways live.",
            List.of(
                    "S ▸ key → current live session",
                    "G ▸ gateway ▸ incarnation ▸ epoch → key: what a lost gateway leaves behind",
                    "L ▸ gateway ▸ incarnation → last heartbeat, whether superseded"));

    public static final List<Store> ALL = List.of(MAILBOX_ENTRIES, SESSION_ENTRIES);

    /**
     * Builds it: on disk, cached so that what changes again before the next commit is written once, with a changelog whose small segments are
     * cleaned early, because most of what a queue writes is soon dead.
     */
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of(
                        "segment.bytes",
                        String.valueOf(64 << 20),
                        "min.cleanable.dirty.ratio",
                        "0.1",
                        "max.compaction.lag.ms",
                        "600000",
                        "max.message.bytes",
                        String.valueOf(16 << 20)));
    }
}
