package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A topology that stands still until a measurement lets it go on: while the next inputs are written it does nothing, and each measurement pays for its own commit. */
final class GatedDelivery implements AutoCloseable {
    /** Of each input's partition, what is written for one measurement at most. */
    static final int RECORDS = 50_000;

    private final String applicationId;
    private final Admin admin;
    private final AtomicReference<FinishLine> line;
    private final RunningStreams streams;

    /** @param ends of what is processed before it stands still: what was processed is then committed too, and each line begins there */
    GatedDelivery(Topology topology, StreamsConfig config, Admin admin, Map<TopicPartition, Long> ends) {
        this.admin = admin;
        FinishLine first = new FinishLine(ends, Map.of());
        this.line = new AtomicReference<>(first);
        this.streams = new RunningStreams(Finish.behind(topology, line::get), config, admin).running();
        this.applicationId = streams.applicationId();
        streams.awaitCommitted(first);
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

    /** What it took to process and commit everything up to the ends. */
    Effort goOn(Map<TopicPartition, Long> ends) {
        FinishLine next = new FinishLine(ends, RunningStreams.committed(admin, applicationId));
        line.set(next);
        Stopwatch stopwatch = new Stopwatch(applicationId);
        stopwatch.record();
        streams.resume();
        streams.awaitCommitted(next);
        Effort effort = stopwatch.stop();
        streams.pause();
        return effort;
    }

    @Override
    public void close() {
        streams.close();
    }
}
