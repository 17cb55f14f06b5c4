package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteBehindStoreTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 0);

    /** Capital letters first; keys that begin with x may be left out. */
    private static final WriteOrder ORDER = new WriteOrder() {
        @Override
        public int ranks() {
            return 2;
        }

        @Override
        public int rank(Bytes key, boolean deletion) {
            return Character.isUpperCase(key.get()[0]) ? 0 : 1;
        }

        @Override
        public Optional<Bytes> witness(Bytes key) {
            return key.get()[0] == 'x' ? Optional.of(key) : Optional.empty();
        }

        @Override
        public Bytes group(Bytes key) {
            return Bytes.wrap(new byte[] {key.get()[0]});
        }

        @Override
        public boolean endsStep(Bytes key) {
            return key.get()[0] != 'x';
        }
    };

    private final Path folder;

    private final JournaledStore beneath = new JournaledStore("beneath");
    private final WriteBehindStore store = new WriteBehindStore(beneath, ORDER, 1 << 20);

    WriteBehindStoreTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void writesEachKeyOnceAndInOrderWhenItIsFlushed() {
        store.put(key("b"), value("1"));
        store.put(key("A"), value("2"));
        store.put(key("b"), value("3"));
        assertThat(beneath.written()).isEmpty();
        assertThat(text(store.get(key("b")))).isEqualTo("3");
        store.flushCache();
        assertThat(beneath.written()).containsExactly("A=2", "b=3");
        assertThat(text(store.get(key("b")))).isEqualTo("3");
    }

    @Test
    void nothingIsWrittenByAProcessThatStoodStillForLongerThanASession() {
        AtomicLong time = new AtomicLong();
        var late = new WriteBehindStore(beneath, ORDER, 1 << 20, limit -> new Pulse(limit, time::get), Runnable::run);
        late.init(sixSeconds(), late);
        late.put(key("b"), value("1"));
        time.addAndGet(Duration.ofSeconds(7).toNanos());
        late.put(key("b"), value("2"));
        assertThatThrownBy(late::flushCache)
                .isInstanceOf(TaskMigratedException.class)
                .hasMessageContaining("beneath");
        assertThat(beneath.written()).isEmpty();
    }

    @Test
    void whatWaitsLongerThanASessionIsWrittenIfTheProcessRan() {
        AtomicLong time = new AtomicLong();
        Pulse pulse = new Pulse(Duration.ofSeconds(6), time::get);
        var patient = new WriteBehindStore(beneath, ORDER, 1 << 20, limit -> pulse, Runnable::run);
        patient.init(sixSeconds(), patient);
        patient.put(key("b"), value("1"));
        for (int second = 0; second < 20; second++) {
            time.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(pulse.standstills()).isZero();
        }
        patient.flushCache();
        assertThat(beneath.written()).containsExactly("b=1");
    }

    @Test
    void itsFolderTellsWhenItWasClosed() throws IOException {
        FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        store.init(sixSeconds(), store);
        Files.setLastModifiedTime(folder, before);
        store.put(key("b"), value("1"));
        store.flushCache();
        store.commit(Map.of(CHANGELOG, 1L));
        assertThat(Files.getLastModifiedTime(folder)).isEqualTo(before);
        store.close();
        assertThat(Files.getLastModifiedTime(folder)).isGreaterThan(before);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itsFolderKeepsItsTimeIfItWasOnlyLookedInto() throws IOException {
        FileTime before = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        store.init(sixSeconds(), store);
        store.commit(Map.of(CHANGELOG, 1L));
        store.close();
        Files.setLastModifiedTime(folder, before);
        store.init(sixSeconds(), store);
        store.commit(Map.of(CHANGELOG, 1L));
        store.close();
        assertThat(Files.getLastModifiedTime(folder)).isEqualTo(before);
    }

    @Test
    void aCommitIsRelievedOfWhatWouldHoldUpWhoComesMeanwhile() {
        for (int n = 0; n < 500; n++) {
            store.put(key("b" + n), value("1"));
            store.relieveCommit(() -> true);
        }
        assertThat(beneath.written()).isEmpty();
        store.put(key("A"), value("1"));
        store.relieveCommit(() -> false);
        assertThat(beneath.written()).as("nobody waits").isEmpty();
        store.relieveCommit(() -> true);
        assertThat(beneath.written()).hasSize(501).startsWith("A=1");
        store.put(key("c"), value("1"));
        store.relieveCommit(() -> true);
        assertThat(beneath.written()).hasSize(501);
    }

    private StateStoreContext sixSeconds() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), (int)
                Duration.ofSeconds(6).toMillis());
        return new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile()).getStateStoreContext();
    }

    @Test
    void whatCameAndWentBetweenTwoCommitsIsNotWritten() {
        store.put(key("x1"), value("1"));
        store.delete(key("x1"));
        store.flushCache();
        assertThat(beneath.written()).isEmpty();
    }

    @Test
    void whatWasStoredBeforeIsDeletedBeneathToo() {
        store.put(key("x1"), value("1"));
        store.flushCache();
        store.put(key("x1"), value("2"));
        store.delete(key("x1"));
        assertThat(store.get(key("x1"))).isNull();
        store.flushCache();
        assertThat(beneath.written()).containsExactly("x1=1", "x1=null");
    }

    @Test
    void isFlushedAtTheEndOfAStepWhenTooMuchWaits() {
        WriteBehindStore small = new WriteBehindStore(beneath, ORDER, 500);
        small.put(key("x"), new byte[600]);
        assertThat(beneath.written()).isEmpty();
        small.put(key("a"), value("1"));
        assertThat(beneath.written()).hasSize(2);
    }

    /** Says how often it made bytes of a value. */
    private static final class Counting implements Form<String> {
        private int written;

        @Override
        public byte[] write(String value) {
            written++;
            return WriteBehindStoreTest.value(value);
        }

        @Override
        public String read(Bytes key, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    @Test
    void aValueBecomesBytesOnceHoweverOftenItChanged() {
        Counting form = new Counting();
        store.put(key("a"), "1", form);
        store.put(key("a"), "2", form);
        String kept = store.get(key("a"), form);
        assertThat(store.get(key("a"), form)).isSameAs(kept);
        assertThat(form.written).isZero();
        store.flushCache();
        assertThat(form.written).isOne();
        assertThat(store.get(key("a"), form)).isEqualTo("2");
        assertThat(beneath.written()).containsExactly("a=2");
    }

    @Test
    void whatWasWrittenLatelyIsNotReadAgain() {
        Counting form = new Counting();
        store.put(key("a"), "1", form);
        String written = store.get(key("a"), form);
        store.flushCache();
        assertThat(store.get(key("a"), form)).isSameAs(written);
        store.put(key("a"), "2", form);
        assertThat(store.get(key("a"), form)).isEqualTo("2");
        store.flushCache();
        store.delete(key("a"));
        assertThat(store.get(key("a"), form)).isNull();
        store.flushCache();
        assertThat(store.get(key("a"), form)).isNull();
    }

    @Test
    void whoBeginsToWorkReadsAfresh() {
        Counting form = new Counting();
        store.put(key("a"), "1", form);
        store.flushCache();
        beneath.put(key("a"), value("2"));
        assertThat(store.get(key("a"), form)).isEqualTo("1");
        store.readAfresh();
        assertThat(store.get(key("a"), form)).isEqualTo("2");
    }

    @Test
    void whatIsAtHandIsWhatWaitsOrWasWrittenLately() {
        Counting form = new Counting();
        beneath.put(key("a"), value("1"));
        assertThat(store.atHand(key("a"), form)).isNull();
        store.put(key("a"), "2", form);
        assertThat(store.atHand(key("a"), form)).isEqualTo("2");
        store.flushCache();
        assertThat(store.atHand(key("a"), form)).isEqualTo("2");
        store.delete(key("a"));
        assertThat(store.atHand(key("a"), form)).isNull();
    }

    @Test
    void whatNobodyIsLikelyToAskForIsNotKept() {
        Form<String> form = Form.of(
                WriteBehindStoreTest::value,
                (key, bytes) -> new String(bytes, StandardCharsets.UTF_8),
                String::length,
                each -> !each.startsWith("seldom"));
        store.put(key("a"), "often", form);
        store.flushCache();
        store.put(key("a"), "seldom", form);
        assertThat(store.atHand(key("a"), form)).isEqualTo("seldom");
        store.flushCache();
        assertThat(store.atHand(key("a"), form)).isNull();
        assertThat(store.get(key("a"), form)).isEqualTo("seldom");
        assertThat(store.atHand(key("a"), form)).isNull();
    }

    @Test
    void whatIsKeptIsBounded() {
        Kept kept = new Kept(1_000);
        for (int n = 0; n < 50; n++) {
            kept.put(key("k" + n), Write.of(key("k" + n), value("v"), false));
        }
        assertThat(kept.get(key("k0"))).isNull();
        assertThat(kept.get(key("k49"))).isNotNull();
        kept.get(key("k42"));
        for (int n = 50; n < 58; n++) {
            kept.put(key("k" + n), Write.of(key("k" + n), value("v"), false));
        }
        assertThat(kept.get(key("k42"))).isNotNull();
        assertThat(kept.get(key("k43"))).isNull();
    }

    @Test
    void whatIsKnownToBeNewIsNotLookedForAndMayBeLeftOut() {
        store.putNew(key("y"), "1", new Counting());
        store.delete(key("y"));
        store.flushCache();
        assertThat(beneath.written()).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsNotLookedForAndItsDeletionIsWritten() {
        store.putAgain(key("x"), "1", new Counting());
        store.delete(key("x"));
        store.putNew(key("y"), "1", new Counting());
        store.putAgain(key("y"), "2", new Counting());
        store.delete(key("y"));
        store.flushCache();
        assertThat(beneath.written()).containsExactly("x=null");
    }

    @Test
    void aWalkGoesOnAsLongAsItIsToldTo() {
        Counting form = new Counting();
        store.put(key("y1"), value("1"));
        store.flushCache();
        store.put(key("y2"), "2", form);
        store.put(key("y3"), "3", form);
        List<String> seen = new ArrayList<>();
        store.walk(key("y0"), key("y9"), form, each -> seen.add(each) && seen.size() < 2);
        store.walkBack(key("y0"), key("y9"), form, each -> seen.add(each) && seen.size() < 4);
        assertThat(seen).containsExactly("1", "2", "3", "2");
    }

    @Test
    void isFoundAmongTheLayersAProcessorIsGiven() {
        assertThat(WriteBehindStore.within(store)).isSameAs(store);
        assertThatThrownBy(() -> WriteBehindStore.within(beneath)).hasMessageContaining("beneath");
    }

    @Test
    void readsLikeASortedMapWhateverWasFlushed() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            JournaledStore fresh = new JournaledStore("fresh");
            WriteBehindStore written = new WriteBehindStore(fresh, ORDER, 5_000);
            TreeMap<String, String> model = new TreeMap<>();
            for (int step = 0; step < 300; step++) {
                String name = (random.nextBoolean() ? "x" : "y") + random.nextInt(20);
                switch (random.nextInt(5)) {
                    case 0 -> written.flushCache();
                    case 1, 2 -> {
                        written.delete(key(name));
                        model.remove(name);
                    }
                    default -> {
                        written.put(key(name), value("" + step));
                        model.put(name, "" + step);
                    }
                }
                String from = "x" + random.nextInt(20);
                String to = "y" + random.nextInt(20);
                assertThat(read(written.range(key(from), key(to))))
                        .as("seed %d", seed)
                        .isEqualTo(lines(model.subMap(from, true, to, true)));
                assertThat(read(written.reverseRange(key(from), key(to))))
                        .as("seed %d", seed)
                        .isEqualTo(lines(model.subMap(from, true, to, true).descendingMap()));
                assertThat(text(written.get(key(name)))).as("seed %d", seed).isEqualTo(model.get(name));
            }
        }
    }

    private static List<String> lines(java.util.Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    private static List<String> read(KeyValueIterator<Bytes, byte[]> range) {
        List<String> found = new ArrayList<>();
        try (range) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                found.add(text(entry.key.get()) + "=" + text(entry.value));
            }
        }
        return found;
    }

    private static Bytes key(String text) {
        return Bytes.wrap(value(text));
    }

    private static byte[] value(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static @org.jspecify.annotations.Nullable String text(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
