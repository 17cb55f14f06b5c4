package io.restante.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Keeps what was written since the last commit in memory and writes it to the store beneath, and so to its changelog, when the task commits: each key
 * once, with its last value, in the order of a {@link WriteOrder}. A key that came and went between two commits is not written at all, and a value is
 * made bytes once however often it changed.
 *
 * <p>Written by one thread, read by many: a reader sees each key's last write.
 *
 * <p>Extends a class of Kafka Streams that is not public API, because a task flushes the caches of its stores before it writes down its progress, and only
 * stores of that class are asked to.
 */
@NullUnmarked
public final class WriteBehindStore extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
        implements KeyValueStore<Bytes, byte[]>, Entries {
    /** Entries handed to the store beneath at a time. */
    private static final int BATCH = 500;

    /** Of so many bytes a batch is written, however few its entries: RocksDB copies a large one again and again as it grows. */
    private static final int BATCH_BYTES = 64 << 10;

    /** Entries that are written in a few milliseconds. */
    private static final int PROMPT = 500;

    private static final String SESSION_TIMEOUT =
            StreamsConfig.MAIN_CONSUMER_PREFIX + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

    private final Waiting waiting;
    private final WriteOrder order;
    private final long limitBytes;
    private final Kept kept;
    private final Optional<Absences> absences;
    private final Function<Duration, Pulse> pulses;

    /** Of the task's stores; absent until they are opened. */
    private Optional<StoreFolder> folder = Optional.empty();

    /** Absent until the store is one of an instance that others may take over from. */
    private Pulse pulse;

    private long standstills;

    /** @param limitBytes that may wait in memory; beyond it, everything is written at the end of a step. Half as many are kept of what was written or read last */
    public WriteBehindStore(KeyValueStore<Bytes, byte[]> beneath, WriteOrder order, long limitBytes) {
        this(beneath, order, limitBytes, Pulse::of, Absences.beside());
    }

    /** @param reader where what is stored beneath is read beside the work */
    public WriteBehindStore(KeyValueStore<Bytes, byte[]> beneath, WriteOrder order, long limitBytes, Executor reader) {
        this(beneath, order, limitBytes, Pulse::of, reader);
    }

    WriteBehindStore(
            KeyValueStore<Bytes, byte[]> beneath,
            WriteOrder order,
            long limitBytes,
            Function<Duration, Pulse> pulses,
            Executor reader) {
        super(beneath);
        this.pulses = pulses;
        this.order = order;
        this.limitBytes = limitBytes;
        this.waiting = new Waiting(order);
        this.kept = new Kept(limitBytes / 2);
        this.absences = order.seldomThere().map(keys -> new Absences(beneath, keys, reader));
    }

    /** Whoever is silent for a session time-out has lost its partitions. */
    @Override
    public void init(StateStoreContext context, StateStore root) {
        if (context.appConfigs().get(SESSION_TIMEOUT) instanceof Integer millis) {
            pulse = pulses.apply(Duration.ofMillis(millis));
            standstills = pulse.standstills();
        }
        folder = Optional.of(new StoreFolder(context.stateDir().toPath()));
        super.init(context, root);
    }

    /** The store that writes behind among the layers a processor is given. */
    public static WriteBehindStore within(StateStore store) {
        StateStore layer = store;
        while (!(layer instanceof WriteBehindStore)) {
            if (!(layer instanceof WrappedStateStore<?, ?, ?> outer)) {
                throw new IllegalStateException("The store " + store.name() + " does not write behind");
            }
            layer = outer.wrapped();
        }
        return (WriteBehindStore) layer;
    }

    @Override
    public byte[] get(Bytes key) {
        Write<?> write = waiting.get(key);
        return write == null ? wrapped().get(key) : write.bytes();
    }

    /** For the thread that writes. */
    @Override
    public <T> T get(Bytes key, Form<T> form) {
        Write<?> known = known(key);
        if (known != null) {
            return known.as(key, form);
        }
        byte[] stored = absences.isPresent() && absences.get().lacks(key)
                ? null
                : wrapped().get(key);
        if (stored == null) {
            return null;
        }
        T value = form.read(key, stored);
        kept.put(key, Write.of(key, value, form, false));
        return value;
    }

    /** For the thread that writes. */
    @Override
    public <T> T atHand(Bytes key, Form<T> form) {
        Write<?> known = known(key);
        return known == null ? null : known.as(key, form);
    }

    private Write<?> known(Bytes key) {
        Write<?> write = waiting.get(key);
        return write == null ? kept.get(key) : write;
    }

    /** What was kept in memory of the store beneath is not relied on: it may have been restored by others since. For who begins to work on it. */
    public void readAfresh() {
        kept.clear();
        absences.ifPresent(Absences::beginAnew);
    }

    @Override
    public void put(Bytes key, byte[] value) {
        if (value == null) {
            delete(key);
        } else {
            put(key, Write.of(key, value, isUnstored(key)));
        }
    }

    /** Puts a key that the store beneath is known not to have: nobody needs to look. */
    public <T> void putNew(Bytes key, T value, Form<T> form) {
        put(key, Write.of(key, value, form, true));
    }

    /** Puts a key that is there already, here or beneath: nobody needs to look. One that is not is written all the same, and its deletion too. */
    public <T> void putAgain(Bytes key, T value, Form<T> form) {
        Write<?> before = waiting.get(key);
        put(key, Write.of(key, value, form, before != null && before.unstored()));
    }

    /** Puts a value that becomes bytes when it is written; it is given as it is to whoever reads it until then. */
    public <T> void put(Bytes key, T value, Form<T> form) {
        put(key, Write.of(key, value, form, isUnstored(key)));
    }

    /** The witness must have been put before. Only for itself is it looked for beneath, where a key that is not there costs little. */
    private boolean isUnstored(Bytes key) {
        Write<?> before = waiting.get(key);
        if (before != null) {
            return before.unstored();
        }
        Optional<Bytes> witness = order.witness(key);
        if (witness.isEmpty()) {
            return false;
        }
        Write<?> write = waiting.get(witness.get());
        return write == null ? witness.get().equals(key) && wrapped().get(key) == null : write.unstored();
    }

    /** Whether the key's last write has not been written beneath yet. */
    public boolean waits(Bytes key) {
        return waiting.get(key) != null;
    }

    /** Unlike other stores, does not return what was there: nobody here asks, and looking costs. */
    @Override
    public byte[] delete(Bytes key) {
        Write<?> before = waiting.get(key);
        if (before != null && before.unstored()) {
            waiting.remove(key);
        } else {
            put(key, Write.deletion(key));
        }
        return null;
    }

    private void put(Bytes key, Write<?> write) {
        waiting.put(key, write);
        if (waiting.bytes() > limitBytes && order.endsStep(key)) {
            flushCache();
        }
    }

    /**
     * A step is over: if so much waits for the commit that it would hold up who comes meanwhile, it is written now. To be called where no step is torn by it.
     *
     * @param waitedFor whether somebody waits for the next step; if not, what comes and goes until the commit need not be written
     * @throws TaskMigratedException as {@link #flushCache} does
     */
    public void relieveCommit(BooleanSupplier waitedFor) {
        if (waiting.size() > PROMPT && waitedFor.getAsBoolean()) {
            flushCache();
        }
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        byte[] present = get(key);
        if (present == null) {
            put(key, value);
        }
        return present;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> put(entry.key, entry.value));
    }

    /**
     * Everything waiting is written beneath, neighbours after one another, which is where their places are found soonest. A reader meanwhile finds each key in one place or in both.
     *
     * @throws TaskMigratedException when the process stood still for so long that the partition is another instance's by now: nothing is written over what that one wrote
     */
    @Override
    public void flushCache() {
        if (pulse != null && waiting.bytes() > 0 && pulse.standstills() > standstills) {
            throw new TaskMigratedException(
                    "This process stood still for longer than a session lasts: another instance has the store " + name()
                            + " by now, and what waits here is what that one does too");
        }
        List<List<KeyValue<Bytes, byte[]>>> ranked = new ArrayList<>();
        for (int rank = 0; rank < order.ranks(); rank++) {
            ranked.add(new ArrayList<>());
        }
        waiting.forEach((key, write) -> {
            ranked.get(order.rank(key, write.deletes())).add(KeyValue.pair(key, write.bytes()));
            if (absences.isPresent() && !write.deletes()) {
                absences.get().put(key);
            }
        });
        for (List<KeyValue<Bytes, byte[]>> entries : ranked) {
            entries.sort(Comparator.comparing(entry -> entry.key, Waiting.IN_ORDER));
            writeBeneath(entries);
        }
        waiting.forEach((key, write) -> kept.put(key, write.stored()));
        waiting.clear();
        absences.ifPresent(Absences::written);
        super.flushCache();
    }

    /** In batches that are neither long nor large. */
    private void writeBeneath(List<KeyValue<Bytes, byte[]>> entries) {
        int from = 0;
        long bytes = 0;
        for (int at = 0; at < entries.size(); at++) {
            byte[] value = entries.get(at).value;
            bytes += value == null ? 0 : value.length;
            if (at - from + 1 == BATCH || bytes >= BATCH_BYTES) {
                wrapped().putAll(entries.subList(from, at + 1));
                from = at + 1;
                bytes = 0;
            }
        }
        if (from < entries.size()) {
            wrapped().putAll(entries.subList(from, entries.size()));
        }
    }

    @Override
    public void clearCache() {
        waiting.clear();
        kept.clear();
        super.clearCache();
    }

    @Override
    public void close() {
        absences.ifPresent(Absences::end);
        super.close();
        folder.ifPresent(StoreFolder::closed);
    }

    @Override
    public void commit(Map<TopicPartition, Long> offsets) {
        flushCache();
        folder.ifPresent(each -> each.committed(() -> hasMovedTo(offsets)));
        super.commit(offsets);
    }

    private boolean hasMovedTo(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .anyMatch(each -> !Objects.equals(each.getValue(), committedOffset(each.getKey())));
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        return merged(from, to, false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
        return merged(from, to, true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return merged(null, null, false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return merged(null, null, true);
    }

    private KeyValueIterator<Bytes, byte[]> merged(Bytes from, Bytes to, boolean backwards) {
        var now = waiting.copy(from, to, backwards);
        return new Merged<>(
                now,
                beneath(from, to, backwards),
                backwards ? from : to,
                backwards,
                (key, write) -> write.bytes(),
                (key, bytes) -> bytes);
    }

    /** The first key between the two that has been written down, or null; what waits is passed over. */
    public Bytes firstWritten(Bytes from, Bytes to) {
        return first(wrapped(), from, to);
    }

    /** The first key of the store between the two, or null. */
    static Bytes first(KeyValueStore<Bytes, byte[]> store, Bytes from, Bytes to) {
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
            return range.hasNext() ? range.next().key : null;
        }
    }

    /** For the thread that writes. */
    @Override
    public <T> void walk(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
        walk(from, to, false, form, visitor);
    }

    /** For the thread that writes. */
    @Override
    public <T> void walk(Bytes from, Bytes to, long there, Form<T> form, Predicate<T> visitor) {
        Bytes group = order.group(from);
        if (group != null && group.equals(order.group(to)) && waiting.present(group) == there) {
            boolean on = true;
            var each = waiting.iterate(from, to, false);
            while (on && each.hasNext()) {
                var entry = each.next();
                on = entry.getValue().deletes() || visitor.test(entry.getValue().as(entry.getKey(), form));
            }
        } else {
            walk(from, to, false, form, visitor);
        }
    }

    /** For the thread that writes. */
    @Override
    public <T> void walkBack(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
        walk(from, to, true, form, visitor);
    }

    private <T> void walk(Bytes from, Bytes to, boolean backwards, Form<T> form, Predicate<T> visitor) {
        try (Merged<T> merged = new Merged<>(
                waiting.iterate(from, to, backwards),
                beneath(from, to, backwards),
                backwards ? from : to,
                backwards,
                (key, write) -> write.as(key, form),
                form::read)) {
            boolean on = true;
            while (on && merged.hasNext()) {
                on = visitor.test(merged.next().value);
            }
        }
    }

    /**
     * What is stored beneath. Other threads look at it after they copied what waits: what is written beneath meanwhile is then seen there, and nothing is in
     * neither place.
     */
    private KeyValueIterator<Bytes, byte[]> beneath(Bytes from, Bytes to, boolean backwards) {
        if (from == null && to == null) {
            return backwards ? wrapped().reverseAll() : wrapped().all();
        }
        return backwards ? wrapped().reverseRange(from, to) : wrapped().range(from, to);
    }

    /** A guess: what waits may be there already. */
    @Override
    public long approximateNumEntries() {
        return wrapped().approximateNumEntries() + waiting.size();
    }
}
