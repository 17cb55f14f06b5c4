package io.restante.replay;

import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.replay.Brokers.Found;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Records of a topic as rows: each field a column, absent fields left out of JSON and empty in CSV; the place on the log goes with each row, so that a row that comes twice is
 * known.
 */
public final class Export<V> {
    /** What can be exported. */
    public enum What {
        LEDGER,
        HISTORY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As what. */
    public enum Format {
        NDJSON,
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Lines carry the time of what they tell of; after a restart some are written so much later at most. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final List<Column<LedgerEntry>> LEDGER = List.of(
            new Column<>("id", (key, entry) -> Optional.of(entry.id().value())),
            new Column<>("sequence", (key, entry) -> Optional.of(entry.sequence())),
            new Column<>("event", (key, entry) -> Optional.of(entry.event().word())),
            new Column<>("at", (key, entry) -> Optional.of(entry.at())),
            new Column<>("epoch", (key, entry) -> entry.epoch().map(epoch -> (Object) epoch.value())),
            new Column<>("attempt", (key, entry) -> entry.attempt().map(attempt -> (Object) attempt)));

    private static final List<Column<EndedSession>> HISTORY = List.of(
            new Column<>("group", (key, ended) -> ended.agent()
                    .map(agent -> (Object) agent.group().value())),
            new Column<>("agent", (key, ended) -> ended.agent()
                    .map(agent -> (Object) agent.agent().value())),
            new Column<>(
                    "session_id", (key, ended) -> Optional.of(ended.sessionId().value())),
            new Column<>("epoch", (key, ended) -> Optional.of(ended.epoch().value())),
            new Column<>("gateway", (key, ended) -> Optional.of(ended.gateway().value())),
            new Column<>("started_at", (key, ended) -> Optional.of(ended.startedAt())),
            new Column<>("ended_at", (key, ended) -> Optional.of(ended.endedAt())),
            new Column<>("reason", (key, ended) -> Optional.of(ended.reason().word())),
            new Column<>("handed_out", (key, ended) -> Optional.of(ended.handedOut())),
            new Column<>("acknowledged", (key, ended) -> Optional.of(ended.acknowledged())));

    private final Topic<?, V> topic;
    private final List<Column<V>> columns;
    private final Format format;

    private Export(Topic<?, V> topic, List<Column<V>> columns, Format format) {
        this.topic = topic;
        this.columns = columns;
        this.format = format;
    }

    /** One column, of the key and the value. */
    private record Column<V>(String name, Cell<V> cell) {}

    @FunctionalInterface
    private interface Cell<V> {
        Optional<Object> of(String key, V value);
    }

    public static Export<?> of(What what, Format format) {
        return switch (what) {
            case LEDGER -> new Export<>(Topics.MAILBOX_LEDGER, with(LEDGER, key -> Optional.of(key)), format);
            case HISTORY -> new Export<>(Topics.SESSION_HISTORY, with(HISTORY, Export::mailbox), format);
        };
    }

    private static Optional<String> mailbox(String key) {
        return SessionKey.parse(key) instanceof SessionKey.OfMailbox of
                ? Optional.of(of.mailbox().value())
                : Optional.empty();
    }

    private static <V> List<Column<V>> with(List<Column<V>> own, Function<String, Optional<String>> mailbox) {
        List<Column<V>> columns = new ArrayList<>();
        columns.add(new Column<>("mailbox", (key, value) -> mailbox.apply(key).map(each -> (Object) each)));
        columns.addAll(own);
        return List.copyOf(columns);
    }

    /**
     * Shows one line after another, those of each partition in order.
     *
     * @param from the time of the first record
     * @param to the time before which the last one lies; empty, up to what is there now
     * @return how many rows
     */
    public long run(Brokers brokers, LogReading log, Instant from, Optional<Instant> to, Consumer<String> lines) {
        Set<TopicPartition> places = brokers.places(Set.of(topic.name()));
        Map<TopicPartition, Long> ends =
                to.map(time -> offsets(brokers.at(places, time.plus(LATE)))).orElseGet(() -> brokers.latest(places));
        Instant end = to.orElse(Instant.MAX);
        if (format == Format.CSV) {
            lines.accept(header());
        }
        long[] rows = {0};
        log.read(offsets(brokers.at(places, from)), ends, record -> {
            Instant time = Instant.ofEpochMilli(record.timestamp());
            if (!time.isBefore(from) && time.isBefore(end)) {
                lines.accept(line(record));
                rows[0]++;
            }
        });
        return rows[0];
    }

    private static Map<TopicPartition, Long> offsets(Map<TopicPartition, Found> found) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((place, each) -> offsets.put(place, each.offset()));
        return offsets;
    }

    private String header() {
        List<String> names = new ArrayList<>(columns.stream().map(Column::name).toList());
        names.addAll(List.of("partition", "offset"));
        return String.join(",", names);
    }

    private String line(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        try {
            V value = topic.values().decode(record.value(), record.headers());
            return format == Format.CSV ? csv(record, key, value) : json(record, key, value);
        } catch (MalformedException e) {
            throw new ReplayException(
                    record.topic() + "-" + record.partition() + "-" + record.offset() + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    private String json(ConsumerRecord<byte[], byte[]> record, String key, V value) {
        return new String(
                JsonText.object(json -> {
                    for (Column<V> column : columns) {
                        json.putIfPresent(column.name(), column.cell().of(key, value));
                    }
                    json.put("partition", record.partition()).put("offset", record.offset());
                }),
                StandardCharsets.UTF_8);
    }

    private String csv(ConsumerRecord<byte[], byte[]> record, String key, V value) {
        List<String> cells = new ArrayList<>();
        for (Column<V> column : columns) {
            cells.add(column.cell().of(key, value).map(Export::text).orElse(""));
        }
        cells.add(String.valueOf(record.partition()));
        cells.add(String.valueOf(record.offset()));
        return String.join(",", cells);
    }

    /** As RFC 4180 has it: what holds a comma, a quote or the end of a line stands in quotes. */
    private static String text(Object value) {
        String text = value instanceof Instant time ? JsonText.time(time) : value.toString();
        return text.matches("(?s).*[,\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
