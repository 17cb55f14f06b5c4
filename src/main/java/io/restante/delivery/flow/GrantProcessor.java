package io.restante.delivery.flow;

import io.restante.base.MailboxId;
import io.restante.contract.LiveRecord;
import io.restante.session.EndReason;
import io.restante.session.LiveSession;
import io.restante.session.SessionEvent;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells gateways whose session was granted, refused or replaced, before the mailbox hands anything out to it. */
@NullUnmarked
public final class GrantProcessor implements Processor<MailboxId, SessionEvent, Object, Object> {
    private final String live;
    private final String mailbox;
    private ProcessorContext<Object, Object> context;
    private Outbox outbox;

    /**
     * Names the children.
     *
     * @param live the sink of what gateways are told
     * @param mailbox the processor that lets the mailbox follow
     */
    public GrantProcessor(String live, String mailbox) {
        this.live = live;
        this.mailbox = mailbox;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.outbox = new Outbox(context);
    }

    @Override
    public void process(Record<MailboxId, SessionEvent> record) {
        switch (record.value()) {
            case SessionGranted granted -> {
                LiveSession session = granted.session();
                outbox.tell(
                        session.gateway(),
                        record.key(),
                        new LiveRecord.Granted(session.connection(), session.epoch()),
                        live,
                        record.timestamp());
            }
            case SessionRefused refused ->
                outbox.tell(
                        refused.gateway(),
                        record.key(),
                        new LiveRecord.Refused(refused.connection(), refused.reason()),
                        live,
                        record.timestamp());
            case SessionReplaced replaced ->
                outbox.tell(
                        replaced.gateway(),
                        record.key(),
                        new LiveRecord.Close(replaced.connection(), replaced.older(), EndReason.REPLACED),
                        live,
                        record.timestamp());
            case SessionEnded ended -> {}
        }
        context.forward(record, mailbox);
    }
}
