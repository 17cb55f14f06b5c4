package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.Progress;
import io.restante.contract.Witness;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.Marks;
import io.restante.push.DeviceKey;
import io.restante.push.TargetChange;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Lets mailboxes know where their devices are knocked at. A mailbox keeps a mark of its own for these records, beside its targets. */
@NullUnmarked
public final class PushTargetProcessor implements Processor<DeviceKey, TargetChange, MailboxId, MailboxHappened> {
    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private ProcessorContext<MailboxId, MailboxHappened> context;
    private MailboxStep step;

    public PushTargetProcessor(MailboxDecider decider, Progress progress, Witness witness) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.context = context;
        this.step = new MailboxStep(context, progress, witness, Marks.Input.PUSHES, context::forward);
    }

    @Override
    public void process(Record<DeviceKey, TargetChange> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        step.runUnmarked(
                record.withKey(record.key().mailbox()),
                (mailbox, moment) -> decider.target(mailbox, record.key().device(), record.value(), offset, moment));
    }
}
