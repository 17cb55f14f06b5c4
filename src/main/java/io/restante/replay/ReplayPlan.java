package io.restante.replay;

import io.restante.contract.JsonText;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.replay.Brokers.Found;
import io.restante.replay.StartPoint.AtOffset;
import io.restante.replay.StartPoint.AtTime;
import io.restante.replay.StartPoint.Beginning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What a replay would read: of each partition the offsets, how much lies between them, and what retention has taken away.
 *
 * @param perSecond records that are taken for a second's work
 */
public record ReplayPlan(List<Part> parts, long perSecond) {
    /** Records a second that are assumed when nobody says better: what a laptop's shadow does. */
    public static final long ASSUMED = 20_000;

    /**
     * One partition of an input.
     *
     * @param bytes about; a broker says it of the whole partition
     * @param gone what retention has taken of what was asked for; empty, nothing that is known of
     */
    public record Part(TopicPartition place, long from, long end, long bytes, Optional<String> gone) {
        public long records() {
            return end - from;
        }
    }

    /** The inputs that a replay reads. */
    public static Set<String> inputs() {
        return Topics.OF_DELIVERY.stream().filter(Topic::input).map(Topic::name).collect(Collectors.toSet());
    }

    public static ReplayPlan of(Brokers brokers, StartPoint start, long perSecond) {
        Set<TopicPartition> places = brokers.places(inputs());
        Map<TopicPartition, Long> earliest = brokers.earliest(places);
        Map<TopicPartition, Long> latest = brokers.latest(places);
        Map<TopicPartition, Found> oldest = brokers.at(places, Instant.EPOCH);
        Map<TopicPartition, Long> from = start.offsets(brokers, places);
        Map<TopicPartition, Long> bytes = brokers.bytes(places);
        List<Part> parts = new ArrayList<>();
        for (TopicPartition place : places) {
            long first = earliest.getOrDefault(place, 0L);
            long end = latest.getOrDefault(place, 0L);
            long begin = from.getOrDefault(place, first);
            long share = end == first
                    ? 0
                    : Math.round((double) bytes.getOrDefault(place, 0L) * (end - begin) / (end - first));
            parts.add(new Part(place, begin, end, share, gone(start, first, oldest.get(place))));
        }
        parts.sort(Comparator.comparing((Part part) -> part.place().topic())
                .thenComparing(part -> part.place().partition()));
        return new ReplayPlan(parts, perSecond);
    }

    private static Optional<String> gone(
            StartPoint start, long first, @org.jspecify.annotations.Nullable Found oldest) {
        if (first == 0) {
            return Optional.empty();
        }
        Optional<Instant> since = Optional.ofNullable(oldest).flatMap(Found::time);
        String kept = since.map(time -> "; the oldest that is left is of " + JsonText.time(time))
                .orElse("; none is left");
        return switch (start) {
            case Beginning beginning -> Optional.of("the first " + first + " records are gone" + kept);
            case AtTime at ->
                since.filter(time -> !time.isAfter(at.time())).isPresent()
                        ? Optional.empty()
                        : Optional.of("records from " + JsonText.time(at.time()) + " on may be gone" + kept);
            case AtOffset at ->
                at.offset() >= first
                        ? Optional.empty()
                        : Optional.of("offsets " + at.offset() + " to " + (first - 1) + " are gone" + kept);
        };
    }

    /** Inputs of which the log keeps the last record of each key. */
    private Optional<String> compacted() {
        return Topics.OF_DELIVERY.stream()
                .filter(topic -> topic.cleanup() == Topic.Cleanup.COMPACT)
                .map(Topic::name)
                .filter(name ->
                        parts.stream().anyMatch(part -> part.place().topic().equals(name)))
                .reduce((one, other) -> one + ", " + other);
    }

    public long records() {
        return parts.stream().mapToLong(Part::records).sum();
    }

    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    public Duration estimate() {
        return Duration.ofSeconds(Math.ceilDiv(records(), perSecond));
    }

    /** For people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String form = "%-24s %9s %12s %12s %12s %12s";
        lines.add(String.format(Locale.ROOT, form, "topic", "partition", "from", "end", "records", "bytes"));
        for (Part part : parts) {
            lines.add(String.format(
                    Locale.ROOT,
                    form,
                    part.place().topic(),
                    part.place().partition(),
                    part.from(),
                    part.end(),
                    part.records(),
                    part.bytes()));
        }
        lines.add(records() + " records, about " + bytes() + " bytes; about " + estimate() + " at " + perSecond
                + " records a second.");
        compacted()
                .ifPresent(
                        topic -> lines.add(
                                "Compacted: " + topic
                                        + ": of each key the last record is sure to be there, so fewer may be read than is said above."));
        Set<String> said = new HashSet<>();
        for (Part part : parts) {
            part.gone()
                    .map(gone -> "Gone: " + part.place() + ": " + gone + ".")
                    .filter(said::add)
                    .ifPresent(lines::add);
        }
        lines.add(
                said.isEmpty()
                        ? "Retention has taken nothing of it."
                        : "A replay of this begins without what is gone: mailboxes whose messages, sessions or commands are among it will differ from the live ones.");
        return lines;
    }

    public String json() {
        return new String(
                JsonText.object(json -> json.put("records", records())
                        .put("bytes", bytes())
                        .put("estimate", estimate().toString())
                        .put("records_per_second", perSecond)
                        .putObjects("partitions", parts, (each, part) -> each.put(
                                        "topic", part.place().topic())
                                .put("partition", part.place().partition())
                                .put("from", part.from())
                                .put("end", part.end())
                                .put("records", part.records())
                                .put("bytes", part.bytes())
                                .putIfPresent("gone", part.gone()))),
                StandardCharsets.UTF_8);
    }
}
