package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.Progress;
import io.restante.contract.Witness;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.Marks;
import io.restante.push.PushResult;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Lets mailboxes follow what became of their knocks. A try that has its outcome has it once, so a record may come again. */
@NullUnmarked
public final class PushResultProcessor implements Processor<MailboxId, PushResult, MailboxId, MailboxHappened> {
    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private MailboxStep step;

    public PushResultProcessor(MailboxDecider decider, Progress progress, Witness witness) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.step = new MailboxStep(context, progress, witness, Marks.Input.PUSHES, context::forward);
    }

    @Override
    public void process(Record<MailboxId, PushResult> record) {
        step.runUnmarked(record, (mailbox, moment) -> decider.pushed(mailbox, record.value(), moment));
    }
}
