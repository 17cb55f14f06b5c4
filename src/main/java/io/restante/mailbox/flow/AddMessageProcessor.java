package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Progress;
import io.restante.contract.Witness;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.Marks;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;

/** Keeps messages, and decides in the same step where each goes now. */
@NullUnmarked
public final class AddMessageProcessor implements Processor<MailboxId, AddMessage, MailboxId, MailboxHappened> {
    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private ProcessorContext<MailboxId, MailboxHappened> context;
    private MailboxStep step;

    public AddMessageProcessor(MailboxDecider decider, Progress progress, Witness witness) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<MailboxId, MailboxHappened> context) {
        this.context = context;
        this.step = new MailboxStep(context, progress, witness, Marks.Input.MESSAGES, context::forward);
    }

    @Override
    public void process(Record<MailboxId, AddMessage> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        AddMessage add = record.value();
        MessageId id = add.id().orElseGet(() -> MessageId.ofRecord(place.topic(), place.partition(), place.offset()));
        step.run(
                record,
                (mailbox, moment) -> decider.add(mailbox, add, place.offset(), id, moment),
                mailbox -> decider.addedBefore(mailbox, place.offset()));
    }
}
