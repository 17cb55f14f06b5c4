package io.restante.bench;

import java.util.List;
import java.util.function.Supplier;
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

    /**
     * The topology of it.
     *
     * @param config what the delivery topology is built with too
     * @param line is asked for as each record comes, and told once it has gone on
     */
    static Topology of(List<String> from, String to, StreamsConfig config, Supplier<FinishLine> line) {
        return new Topology(new TopologyConfig(config))
                .addSource(
                        "source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from.toArray(String[]::new))
                .addProcessor("pass", () -> new Passing(line), "source")
                .addSink("sink", to, new ByteArraySerializer(), new ByteArraySerializer(), "pass");
    }

    /** Passes on what comes. */
    @NullUnmarked
    private static final class Passing implements Processor<byte[], byte[], byte[], byte[]> {
        private final Supplier<FinishLine> line;
        private ProcessorContext<byte[], byte[]> context;

        Passing(Supplier<FinishLine> line) {
            this.line = line;
        }

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            this.context = context;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            FinishLine ahead = line.get();
            context.forward(record);
            Finish.passed(ahead, context);
        }
    }
}
