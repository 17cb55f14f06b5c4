package io.restante.bench;

import io.restante.bench.Stopwatch.Effort;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What a topology processes for one measurement, and how long it is at it. */
record Leg(FinishLine line, Stopwatch stopwatch) {
    /**
     * One nobody has begun.
     *
     * @param ends of each input, the offset after its last record
     * @param committed where it starts
     */
    static Leg of(String applicationId, Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
        return new Leg(new FinishLine(ends, committed), new Stopwatch(applicationId));
    }

    /** A record has come: the line it may cross. */
    FinishLine met() {
        stopwatch.record();
        return line;
    }

    /** What it took, once the topology has committed everything before the line. */
    Effort run(RunningStreams streams) {
        streams.awaitCommitted(line);
        return stopwatch.stop();
    }
}
