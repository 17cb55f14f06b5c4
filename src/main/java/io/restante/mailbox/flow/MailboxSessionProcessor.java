package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.contract.Progress;
import io.restante.contract.Witness;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.Marks;
import io.restante.session.SessionEvent;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Lets mailboxes follow what becomes of their live sessions. One record can make two events, so what was applied before is known by
 * the epochs, not by the mark.
 */
@NullUnmarked
public final class MailboxSessionProcessor implements Processor<MailboxId, SessionEvent, MailboxId, MailboxHappened> {
    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private MailboxStep step;

    public MailboxSessionProcessor(MailboxDecider decider, Progress progress, Witness witness) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.step = new MailboxStep(context, progress, witness, Marks.Input.SESSIONS, context::forward);
    }

    @Override
    public void process(Record<MailboxId, SessionEvent> record) {
        step.runUnmarked(record, (mailbox, moment) -> decider.session(mailbox, record.value(), moment));
    }
}
