package io.restante.bench;

import java.util.List;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** The least a topology can do: source, processor, sink. What it takes is what Kafka Streams itself takes. */
final class PassThrough {
    private PassThrough() {}

    /** @param config what the delivery topology is built with too */
    static Topology of(List<String> from, String to, StreamsConfig config, Stopwatch stopwatch, FinishLine line) {
        return new Topology(new TopologyConfig(config))
                .addSource(
                        "source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from.toArray(String[]::new))
                .addProcessor("pass", () -> new Passing(stopwatch, line), "source")
                .addSink("sink", to, new ByteArraySerializer(), new ByteArraySerializer(), "pass");
    }

    /** Passes on what comes. */
    @NullUnmarked
    private static final class Passing implements Processor<byte[], byte[], byte[], byte[]> {
        private final Stopwatch stopwatch;
        private final FinishLine line;
        private ProcessorContext<byte[], byte[]> context;

        Passing(Stopwatch stopwatch, FinishLine line) {
            this.stopwatch = stopwatch;
            this.line = line;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            stopwatch.record();
            context.forward(record);
            Finish.passed(line, context);
        }
    }
}
