package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.Progress;
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
    private MailboxStep step;

    public PushResultProcessor(MailboxDecider decider, Progress progress) {
        this.decider = decider;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.step = new MailboxStep(context, progress, Marks.Input.PUSHES, context::forward);
    }

    @Override
    public void process(Record<MailboxId, PushResult> record) {
        step.runUnmarked(record, (mailbox, moment) -> decider.pushed(mailbox, record.value(), moment));
    }
}
