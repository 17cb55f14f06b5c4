package io.restante.bench;

import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells the finish line of each record; the last one is followed by a commit. */
@NullUnmarked
final class Finish implements Processor<byte[], byte[], Void, Void> {
    private static final String NODE = "bench-finish";

    private final Supplier<FinishLine> line;
    private ProcessorContext<Void, Void> context;

    Finish(Supplier<FinishLine> line) {
        this.line = line;
    }

    /** The topology with a finish behind every source. It is called after what was there before: then a record has gone all its way. */
    static Topology behind(Topology topology, Supplier<FinishLine> line) {
        List<String> sources = topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .map(TopologyDescription.Node::name)
                .sorted()
                .toList();
        return topology.addProcessor(NODE, () -> new Finish(line), sources.toArray(String[]::new));
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        passed(line.get(), context);
    }

    /** The record at hand has gone all its way. */
    static void passed(FinishLine line, ProcessorContext<?, ?> context) {
        var place = context.recordMetadata().orElseThrow();
        if (line.crossedWith(place.topic(), place.partition(), place.offset())) {
            context.commit();
        }
    }
}
