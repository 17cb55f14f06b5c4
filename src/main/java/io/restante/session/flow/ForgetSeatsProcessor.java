package io.restante.session.flow;

import io.restante.base.Tick;
import io.restante.contract.Progress;
import io.restante.contract.SessionLayout.Forgettable;
import io.restante.contract.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * On each tick, forgets agents' sessions that ended long ago, some at a time. Not before their records can no longer be read again: that is, not in the
 * first while after a start either.
 */
@NullUnmarked
public final class ForgetSeatsProcessor implements Processor<byte[], Tick, Object, Object> {
    /** Many times any sensible commit interval. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Keys that one tick looks at, at most. */
    private static final int BATCH = 5_000;

    private final Progress progress;
    private ProcessorContext<Object, Object> context;
    private SessionStore store;
    private Optional<Instant> started = Optional.empty();
    private Instant resume = Instant.EPOCH;

    public ForgetSeatsProcessor(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.store = new SessionStore(context.getStateStore(Store.SESSION_ENTRIES.name()));
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (!progress.caughtUp(context.taskId().partition())) {
            return;
        }
        Instant before = Instant.ofEpochMilli(record.timestamp()).minus(REMEMBERED);
        started = started.or(() -> Optional.of(Instant.ofEpochMilli(record.timestamp())));
        if (started.get().isAfter(before)) {
            return;
        }
        List<Forgettable> due = store.forgettable(resume, before, BATCH);
        due.forEach(store::forget);
        resume = due.size() < BATCH ? before : due.getLast().noted();
    }
}
