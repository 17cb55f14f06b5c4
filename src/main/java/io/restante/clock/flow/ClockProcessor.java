package io.restante.clock.flow;

import io.restante.base.Tick;
import io.restante.contract.Progress;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * The clock of one partition. The only thing that happens because real time passes is that a tick is written to the log; whoever cares for time
 * hears it when it comes back as a record.
 */
@NullUnmarked
public final class ClockProcessor implements Processor<byte[], Tick, Object, Object> {
    private final Duration interval;
    private final Progress progress;
    private final String ticks;
    private final String[] hearers;
    private ProcessorContext<Object, Object> context;

    /**
     * Names the children.
     *
     * @param interval between two ticks; zero, it writes none and only hears them
     * @param ticks the sink that writes ticks
     * @param hearers the processors that hear them
     */
    public ClockProcessor(Duration interval, Progress progress, String ticks, String... hearers) {
        this.interval = interval;
        this.progress = progress;
        this.ticks = ticks;
        this.hearers = hearers.clone();
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        int partition = context.taskId().partition();
        progress.started(partition);
        if (interval.isPositive()) {
            context.schedule(
                    interval,
                    PunctuationType.WALL_CLOCK_TIME,
                    time -> context.forward(
                            new Record<>(partition, new Tick(Instant.ofEpochMilli(time)), time), ticks));
        }
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        for (String hearer : hearers) {
            context.forward(record, hearer);
        }
    }

    @Override
    public void close() {
        progress.stopped(context.taskId().partition());
    }
}
