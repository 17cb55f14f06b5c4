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

/** The least a topology can do: source, processor, sink. What it takes is what Kafka Streams itself takes. It may write more than it reads, as the delivery topology does. */
final class PassThrough {
    /** About what a line of the ledger has. */
    private static final byte[] LINE = new byte[120];

    private PassThrough() {}

    /**
     * The topology of it.
     *
     * @param config what the delivery topology is built with too
     * @param line is asked for as each record comes, and told once it has gone on
     */
    static Topology of(List<String> from, String to, StreamsConfig config, Supplier<FinishLine> line) {
        return of(from, to, config, 0, line);
    }

    /**
     * One that writes more than it reads.
     *
     * @param beside how many more records it writes for each that it passes on, as short as a line of the ledger
     */
    static Topology of(List<String> from, String to, StreamsConfig config, double beside, Supplier<FinishLine> line) {
        return new Topology(new TopologyConfig(config))
                .addSource(
                        "source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), from.toArray(String[]::new))
                .addProcessor("pass", () -> new Passing(beside, line), "source")
                .addSink("sink", to, new ByteArraySerializer(), new ByteArraySerializer(), "pass");
    }

    /** Passes on what comes. */
    @NullUnmarked
    private static final class Passing implements Processor<byte[], byte[], byte[], byte[]> {
        private final double beside;
        private final Supplier<FinishLine> line;
        private ProcessorContext<byte[], byte[]> context;
        private double owed;

        Passing(double beside, Supplier<FinishLine> line) {
            this.beside = beside;
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
            for (owed += beside; owed >= 1; owed--) {
                context.forward(record.withValue(LINE));
            }
            Finish.passed(ahead, context);
        }
    }
}
