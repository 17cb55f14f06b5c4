package io.restante.contract;

import io.restante.store.WriteBehindBuilder;
import io.restante.store.WriteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A store as a value: its name, its owner and how its keys are laid out. Values are bytes; the layout classes read and write them.
 *
 * @param layout one line for each kind of entry
 * @param order in which the writes of a commit reach its changelog
 */
public record Store(String name, String room, String purpose, List<String> layout, WriteOrder order) {
    /** Held and dead messages, heads, remembered ids, deadlines. */
    public static final Store MAILBOX_ENTRIES = new Store(
            "mailbox-entries",
            "mailbox",
            "Everything a mailbox holds and knows, in one store so that its changelog has one order.",
            List.of(
                    "mailbox ▸ D ▸ sequence → message in the dead letters",
                    "mailbox ▸ E ▸ expiry ▸ sequence → nothing: messages whose sender chose their ttl",
                    "mailbox ▸ I ▸ id → sequence, and when it left",
                    "mailbox ▸ M ▸ sequence → message with its hand-out; its payload, verbatim",
                    "mailbox ▸ N → head: counts, bytes, bounds, live window, next wake, marks; right behind the messages",
                    "F ▸ end of the first ▸ input ▸ offset ▸ number → page of ids of any mailboxes, to be forgotten after the dedupe window",
                    "W ▸ time ▸ mailbox → nothing: when a mailbox must be looked at"),
            MailboxWriteOrder.INSTANCE);

    /** Current live sessions and the gateways that hold them. */
    public static final Store SESSION_ENTRIES = new Store(
            "session-entries",
            "session",
            "Who holds the live session of each key, and which gateways live.",
            List.of(
                    "S ▸ key → current live session; of an agent's key, which is group ▸ agent, for a while also the one that left",
                    "G ▸ gateway ▸ incarnation ▸ epoch → key: what a lost gateway leaves behind",
                    "L ▸ gateway ▸ incarnation → last heartbeat, whether superseded",
                    "T ▸ time ▸ key → epoch: agents that left, to be forgotten"),
            SessionWriteOrder.INSTANCE);

    /** What waits to be told to a group's members. */
    public static final Store GROUP_ENTRIES = new Store(
            "group-entries",
            "group",
            "Events of groups whose fan-out takes more than one step, and those that came after them.",
            List.of("H ▸ group → which events wait, and where the fan-out resumes", "F ▸ group ▸ number → event"),
            GroupWriteOrder.INSTANCE);

    /** Relay sessions, the chain as far as it was seen, and what is left to do. */
    public static final Store SETTLEMENT_ENTRIES = new Store(
            "settlement-entries",
            "settlement",
            "Relay sessions that are not over, blocks, and what is to be done at which height.",
            List.of(
                    "B ▸ height → hash of the block",
                    "D ▸ supplier ▸ session → path from which leaves are left, and how many: the session is over, they go",
                    "F ▸ supplier ▸ session → nothing: its root is being computed",
                    "H → height of the highest block seen",
                    "K ▸ supplier ▸ session → first page of the frozen tree's upper nodes",
                    "N → number of the step that is on its way",
                    "P ▸ supplier ▸ session → proof as it is sent",
                    "Q ▸ supplier ▸ session ▸ prefix → page of the frozen tree's upper nodes under it",
                    "S ▸ supplier ▸ session → relay session",
                    "W ▸ height ▸ supplier ▸ session → nothing: when a session must be looked at"),
            SettlementWriteOrder.INSTANCE);

    /** The leaves of relay sessions' trees, in the order of their paths. */
    public static final Store SETTLEMENT_LEAVES = new Store(
            "settlement-leaves",
            "settlement",
            "Leaves in the order of their paths, whatever the order they came in, and apart from them their relays.",
            List.of(
                    "0 ▸ supplier ▸ session ▸ number of the first → bundle: relays in the order they came",
                    "supplier ▸ session ▸ path → digest, and where the relay lies: in which bundle, and where in it",
                    "supplier ▸ session ▸ end → nothing: right behind the last path, while there are leaves"),
            SettlementLeavesOrder.INSTANCE);

    /** The stores of the delivery application. */
    public static final List<Store> OF_DELIVERY = List.of(MAILBOX_ENTRIES, SESSION_ENTRIES, GROUP_ENTRIES);

    public static final List<Store> ALL = Stream.concat(
                    OF_DELIVERY.stream(), Stream.of(SETTLEMENT_ENTRIES, SETTLEMENT_LEAVES))
            .toList();

    /** How long a changelog tells at least that a key was deleted. Whoever reads on after a longer time keeps what is gone. */
    public static final Duration DELETIONS_KEPT = Duration.ofHours(24);

    /**
     * Builds it: on disk, written behind in its order, which is one that a crash can be mended from, with a changelog whose small segments are cleaned early, because most of what a
     * queue writes is soon dead.
     */
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> builder() {
        StoreBuilder<KeyValueStore<Bytes, byte[]>> plain = Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(Map.of(
                        "segment.bytes",
                        String.valueOf(64 << 20),
                        "min.cleanable.dirty.ratio",
                        "0.1",
                        "max.compaction.lag.ms",
                        "600000",
                        "delete.retention.ms",
                        String.valueOf(DELETIONS_KEPT.toMillis()),
                        "max.message.bytes",
                        String.valueOf(16 << 20)));
        return new WriteBehindBuilder(plain, order);
    }
}
