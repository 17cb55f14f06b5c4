package io.restante.mailbox.flow;

import io.restante.base.Tick;
import io.restante.contract.IdPage;
import io.restante.contract.IdPage.Ended;
import io.restante.contract.MailboxForms;
import io.restante.contract.MailboxLayout;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.mailbox.KnownId;
import io.restante.store.WriteBehindStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * On each tick, forgets the ids of messages that left so long ago that they may come again. What a mailbox decides does not depend on it: whether an id is still
 * remembered is a matter of time alone, and this only gives the room back. It takes what has been committed only: else an id would be gone from the changelog before the
 * mailboxes it kept from taking a message twice say that they have met that message.
 */
@NullUnmarked
public final class ForgetProcessor implements Processor<byte[], Tick, Void, Void> {
    /** Pages that one tick deals with at most; the next goes on where it stopped. */
    private static final int BATCH = 10;

    private final Duration window;
    private final Progress progress;
    private final Sweep sweep = new Sweep();
    private ProcessorContext<Void, Void> context;
    private WriteBehindStore store;

    /** @param window how long ids are remembered */
    public ForgetProcessor(Duration window, Progress progress) {
        this.window = window;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = WriteBehindStore.within(context.getStateStore(Store.MAILBOX_ENTRIES.name()));
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (!progress.caughtUp(context.taskId().partition())) {
            return;
        }
        Instant over = Instant.ofEpochMilli(record.timestamp()).minus(window);
        List<Bytes> due = due(over);
        Instant reached = due.size() < BATCH ? over : MailboxLayout.timeOf(due.getLast());
        for (Bytes key : due.reversed()) {
            IdPage page = store.get(key, MailboxForms.PAGE);
            if (store.waits(key) || page.lastEnd().isAfter(over)) {
                reached = MailboxLayout.timeOf(key);
            } else {
                page.ids().forEach(this::forget);
                store.delete(key);
            }
        }
        sweep.reached(reached);
    }

    private List<Bytes> due(Instant over) {
        List<Bytes> due = new ArrayList<>();
        store.walk(
                MailboxLayout.firstForget(sweep.from()),
                MailboxLayout.firstForget(over.plusMillis(1)),
                MailboxForms.KEY,
                key -> due.add(key) && due.size() < BATCH);
        return due;
    }

    /** An id that came again since belongs to another message, and is remembered for its sake. */
    private void forget(Ended ended) {
        Bytes key = MailboxLayout.id(ended.mailbox(), ended.id());
        Optional.ofNullable(store.get(key, MailboxForms.KNOWN))
                .flatMap(KnownId::endedAt)
                .filter(ended.endedAt()::equals)
                .ifPresent(end -> store.delete(key));
    }
}
