package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.base.Tick;
import io.restante.contract.MailboxLayout;
import io.restante.contract.Progress;
import io.restante.contract.Witness;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.Marks;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** On each tick, looks at the mailboxes whose time has come: a bounded batch, earliest first; the next tick goes on where this one stopped. */
@NullUnmarked
public final class WakeProcessor implements Processor<byte[], Tick, MailboxId, MailboxHappened> {
    /** Mailboxes that one tick looks at, at most. */
    private static final int BATCH = 5_000;

    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private MailboxStep step;
    private final Sweep sweep = new Sweep();
    private final PlanWalk walk = new PlanWalk();

    /** Wakes up to here may have been at work when a crash came: nobody applies them again, so what they tore is mended first. */
    private Optional<Instant> torn = Optional.empty();

    public WakeProcessor(MailboxDecider decider, Progress progress, Witness witness) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.step = new MailboxStep(context, progress, witness, Marks.Input.TICKS, context::forward);
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (!step.caughtUp()) {
            return;
        }
        Instant now = Instant.ofEpochMilli(record.timestamp());
        torn = torn.or(() -> Optional.of(now));
        if (walk.goOn(step.store)) {
            sweep.again();
        }
        List<Bytes> due = step.store.due(sweep.from(), now, BATCH);
        due.forEach(wake -> look(record, wake));
        sweep.reached(due.size() < BATCH ? now : MailboxLayout.timeOf(due.getLast()));
    }

    private void look(Record<byte[], Tick> record, Bytes wake) {
        MailboxId id = MailboxLayout.wakeMailbox(wake);
        boolean planned = step.store
                .load(id)
                .head()
                .wakeAt()
                .filter(MailboxLayout.timeOf(wake)::equals)
                .isPresent();
        if (planned && !MailboxLayout.timeOf(wake).isAfter(torn.orElseThrow())) {
            step.runMended(record.withKey(id), decider::wake);
        } else if (planned) {
            step.runUnmarked(record.withKey(id), decider::wake);
        } else {
            step.store.dropWake(wake);
        }
    }
}
