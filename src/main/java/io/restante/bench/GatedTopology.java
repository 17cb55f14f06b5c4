package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A topology that stands still until a measurement lets it go on: while the next inputs are written it does nothing, and each measurement pays for its own commit. */
final class GatedTopology implements AutoCloseable {
    /** Of each input's partition, what is written for one measurement at most. */
    static final int RECORDS = 50_000;

    private final String applicationId;
    private final Admin admin;
    private final AtomicReference<Leg> leg;
    private final RunningStreams streams;

    /** What is processed at a time, and what it takes. */
    private record Leg(FinishLine line, Stopwatch stopwatch) {
        FinishLine met() {
            stopwatch.record();
            return line;
        }
    }

    /**
     * Runs, and stands still, when this returns.
     *
     * @param topology makes the topology; each record it has processed asks for the line, and tells it
     * @param ends of what is processed before it stands still: what was processed is then committed too, and each line begins there
     */
    GatedTopology(
            Function<Supplier<FinishLine>, Topology> topology,
            StreamsConfig config,
            Admin admin,
            Map<TopicPartition, Long> ends) {
        this.admin = admin;
        this.applicationId = Objects.requireNonNull(config.getString(StreamsConfig.APPLICATION_ID_CONFIG));
        Leg first = new Leg(new FinishLine(ends, Map.of()), new Stopwatch(applicationId));
        this.leg = new AtomicReference<>(first);
        this.streams = new RunningStreams(topology.apply(() -> leg.get().met()), config, admin).running();
        streams.awaitCommitted(first.line());
        streams.pause();
    }

    /**
     * The configuration with room for all records of a measurement. Where the buffer of one input is full and that of another is not, Kafka Streams
     * believes what it last heard of the input's end, which is older than what has been written since, and goes on without it: an acknowledgement then
     * comes before its message.
     */
    static StreamsConfig roomy(StreamsConfig config) {
        Map<String, Object> properties = new HashMap<>(config.originals());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS);
        return new StreamsConfig(properties);
    }

    /** What it took to process and commit everything up to the ends, from the first record processed on. */
    Effort goOn(Map<TopicPartition, Long> ends) {
        Leg next = new Leg(
                new FinishLine(ends, RunningStreams.committed(admin, applicationId)), new Stopwatch(applicationId));
        leg.set(next);
        streams.resume();
        streams.awaitCommitted(next.line());
        Effort effort = next.stopwatch().stop();
        streams.pause();
        return effort;
    }

    /** Stands still no more. */
    void free() {
        streams.resume();
    }

    RunningStreams streams() {
        return streams;
    }

    @Override
    public void close() {
        streams.close();
    }
}
