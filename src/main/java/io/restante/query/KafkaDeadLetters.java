package io.restante.query;

import io.restante.contract.DeadLetter;
import io.restante.contract.Position;
import io.restante.contract.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads dead letters from the end of their topic backwards, a bounded part of it at a time. */
public final class KafkaDeadLetters implements DeadLetters {
    private static final String TOPIC = Topics.DEAD_LETTERS.name();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int AT_ONCE = 2;

    /** Offsets of one partition that are looked at for one page, at most. */
    private static final int DEPTH = 2_000;

    /** Bytes of values in one page at most, but always one letter. */
    private static final long PAGE_BYTES = 4L << 20;

    private final Map<String, Object> client;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param client properties of every Kafka client
     * @param patience how long one reading may take
     */
    public KafkaDeadLetters(Map<String, Object> client, Duration patience) {
        this.client = Map.copyOf(client);
        this.patience = patience;
    }

    @Override
    public Page newest(Map<Integer, Long> before, Predicate<Letter> wanted, int limit) {
        return reading(log -> {
            List<Letter> found = new ArrayList<>();
            Map<Integer, Long> looked = new HashMap<>();
            log.bounds(TOPIC).forEach((place, bounds) -> {
                long end = Math.min(before.getOrDefault(place.partition(), Long.MAX_VALUE), bounds.end());
                long from = Math.max(bounds.begin(), end - DEPTH);
                log.read(place, from, end, record -> {
                    Letter letter = letter(record);
                    if (wanted.test(letter)) {
                        found.add(letter);
                    }
                });
                looked.put(place.partition(), from > bounds.begin() ? from : 0);
            });
            return page(found, looked, limit);
        });
    }

    /**
     * The newest of what was found, and where the next page begins: what is left out comes with it, and so does everything before it on its partition. A letter has the time
     * of the record that it was, so on its partition a newer one may lie before an older one; it is told after that one then.
     */
    static Page page(List<Letter> found, Map<Integer, Long> looked, int limit) {
        record Told(Letter letter, Instant at) {}
        List<Told> order = new ArrayList<>();
        Map<Integer, Instant> latest = new HashMap<>();
        found.stream()
                .sorted(Comparator.comparing((Letter letter) -> letter.place().offset())
                        .reversed())
                .forEach(letter -> order.add(new Told(
                        letter,
                        latest.merge(letter.place().partition(), letter.at(), (a, b) -> a.isBefore(b) ? a : b))));
        order.sort(Comparator.comparing(Told::at).reversed());
        List<Letter> page = new ArrayList<>();
        Map<Integer, Long> next = new HashMap<>(looked);
        long bytes = 0;
        boolean full = false;
        for (Told told : order) {
            Letter letter = told.letter();
            bytes += letter.value().map(value -> (long) value.text().length()).orElse(0L);
            full = full || page.size() == limit || (!page.isEmpty() && bytes > PAGE_BYTES);
            if (full) {
                next.merge(letter.place().partition(), letter.place().offset() + 1, Math::max);
            } else {
                page.add(letter);
            }
        }
        boolean over = next.values().stream().allMatch(from -> from == 0);
        return new Page(page, over ? Map.of() : next);
    }

    @Override
    public Optional<Letter> at(Position place) {
        if (!place.topic().equals(TOPIC)) {
            return Optional.empty();
        }
        TopicPartition partition = new TopicPartition(TOPIC, place.partition());
        return reading(log -> {
            List<Letter> found = new ArrayList<>(1);
            LogScan.Bounds bounds = log.bounds(TOPIC).get(partition);
            if (bounds != null && place.offset() >= bounds.begin() && place.offset() < bounds.end()) {
                log.read(partition, place.offset(), place.offset() + 1, record -> found.add(letter(record)));
            }
            return found.stream().findFirst();
        });
    }

    private <T> T reading(Function<LogScan, T> work) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new UnavailableException("Too many readers of the dead letters at once.", RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
        try (LogScan log = new LogScan(client, patience)) {
            return work.apply(log);
        } catch (RetriableException | InterruptException e) {
            throw unreadable(e);
        } finally {
            places.release();
        }
    }

    private static UnavailableException unreadable(Exception cause) {
        var unavailable = new UnavailableException("The dead letters could not be read in time.", RETRY_AFTER);
        unavailable.initCause(cause);
        return unavailable;
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                new Position(record.topic(), record.partition(), record.offset()),
                header(record, DeadLetter.ROOM),
                header(record, DeadLetter.REASON),
                header(record, DeadLetter.SOURCE),
                header(record, DeadLetter.EXCEPTION),
                attempts(header(record, DeadLetter.ATTEMPTS)),
                Instant.ofEpochMilli(record.timestamp()),
                content(record.key()),
                content(record.value()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static int attempts(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Optional<Content> content(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Content(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString(),
                    false));
        } catch (CharacterCodingException e) {
            return Optional.of(new Content(Base64.getEncoder().encodeToString(bytes), true));
        }
    }
}
