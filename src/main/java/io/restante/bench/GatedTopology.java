package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A topology that stands still until a measurement lets it go on: while the next inputs are written it does nothing, and each measurement pays for its own commit. */
final class GatedTopology implements AutoCloseable {
    /** Of each input's partition, what is written at most for one measurement of several inputs. */
    private static final int RECORDS = 50_000;

    private final String applicationId;
    private final Admin admin;
    private final AtomicReference<Leg> leg;
    private final RunningStreams streams;

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
        this.applicationId = RunningStreams.applicationId(config);
        Leg first = Leg.of(applicationId, ends, Map.of());
        this.leg = new AtomicReference<>(first);
        this.streams = new RunningStreams(topology.apply(() -> leg.get().met()), config, admin).running();
        streams.awaitCommitted(first.line());
        streams.pause();
    }

    /**
     * The configuration with room for all records of a measurement, for a topology that has several inputs. Where the buffer of one input is full and that of another is not, Kafka Streams
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
        Leg next = Leg.of(applicationId, ends, RunningStreams.committed(admin, applicationId));
        leg.set(next);
        streams.resume();
        Effort effort = next.run(streams);
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
