package io.restante.mailbox.flow;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.MailboxId;
import io.restante.base.Rejection;
import io.restante.contract.Progress;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.Mailbox;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxReply.Declined;
import io.restante.mailbox.Marks;
import io.restante.mailbox.Moment;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Does what commands ask of mailboxes. A command that must see a message which has not been applied yet is written to the end of its
 * topic again: nothing is kept in memory for it, and nothing behind it waits.
 */
@NullUnmarked
public final class CommandProcessor implements Processor<MailboxId, CommandRequest, MailboxId, Object> {
    /** Deferrals after which a command is declined; one takes about as long as a record's way through the log. */
    private static final int MAX_DEFERRALS = 500;

    private final MailboxDecider decider;
    private final Progress progress;
    private final Witness witness;
    private final String deferred;
    private final String happened;
    private ProcessorContext<MailboxId, Object> context;
    private MailboxStep step;

    /**
     * Names the children.
     *
     * @param deferred the sink that writes commands again
     * @param happened the processor that tells what happened
     */
    public CommandProcessor(
            MailboxDecider decider, Progress progress, Witness witness, String deferred, String happened) {
        this.decider = decider;
        this.progress = progress;
        this.witness = witness;
        this.deferred = deferred;
        this.happened = happened;
    }

    @Override
    public void init(ProcessorContext<MailboxId, Object> context) {
        this.context = context;
        this.step = new MailboxStep(
                context, progress, witness, Marks.Input.COMMANDS, record -> context.forward(record, happened));
    }

    @Override
    public void process(Record<MailboxId, CommandRequest> record) {
        CommandRequest request = record.value();
        if (behind(request) && request.deferrals() < MAX_DEFERRALS) {
            context.forward(record.withValue(request.deferred()), deferred);
            return;
        }
        step.run(record, (mailbox, moment) -> decide(mailbox, request, moment), mailbox -> again(mailbox, record));
    }

    private boolean behind(CommandRequest request) {
        return request.after().isPresent()
                && !progress.reached(
                        Topics.MAILBOX_MESSAGES.name(),
                        context.taskId().partition(),
                        request.after().getAsLong());
    }

    private Decision<MailboxEvent> decide(Mailbox mailbox, CommandRequest request, Moment moment) {
        if (!behind(request)) {
            return decider.command(mailbox, request, step.offset(), moment);
        }
        return Decision.accepted(request.replyTo().stream()
                .<MailboxEvent>map(address -> new CommandAnswered(address, new Declined(Rejection.BEHIND)))
                .toList());
    }

    /** The answer as the mailbox is now; what the command did, it did before. */
    private List<MailboxEvent> again(Mailbox mailbox, Record<MailboxId, CommandRequest> record) {
        Moment moment = new Moment(Instant.ofEpochMilli(record.timestamp()), step.caughtUp());
        return decider.command(mailbox, record.value(), step.offset(), moment)
                        instanceof Accepted<MailboxEvent> accepted
                ? accepted.events().stream()
                        .filter(CommandAnswered.class::isInstance)
                        .toList()
                : List.of();
    }
}
