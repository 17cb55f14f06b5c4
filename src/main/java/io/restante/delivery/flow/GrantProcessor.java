package io.restante.delivery.flow;

import io.restante.contract.LiveRecord;
import io.restante.session.EndReason;
import io.restante.session.LiveSession;
import io.restante.session.SessionEvent;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionKey;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionKey.OfMailbox;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells gateways whose session was granted, refused or replaced, before the mailbox hands anything out to it or its group is told. */
@NullUnmarked
public final class GrantProcessor implements Processor<SessionKey, SessionEvent, Object, Object> {
    private final String live;
    private final String mailbox;
    private final String group;
    private ProcessorContext<Object, Object> context;
    private Outbox outbox;

    /**
     * Names the children.
     *
     * @param live the sink of what gateways are told
     * @param mailbox the processor that lets the mailbox follow
     * @param group the processor that lets the group follow
     */
    public GrantProcessor(String live, String mailbox, String group) {
        this.live = live;
        this.mailbox = mailbox;
        this.group = group;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.outbox = new Outbox(context);
    }

    @Override
    public void process(Record<SessionKey, SessionEvent> record) {
        tell(record);
        switch (record.key()) {
            case OfMailbox of -> context.forward(record.withKey(of.mailbox()), mailbox);
            case OfAgent of -> context.forward(record.withKey(of), group);
        }
    }

    private void tell(Record<SessionKey, SessionEvent> record) {
        String key = record.key().text();
        switch (record.value()) {
            case SessionGranted granted -> {
                LiveSession session = granted.session();
                outbox.tell(
                        session.gateway(),
                        key,
                        new LiveRecord.Granted(session.connection(), session.epoch()),
                        live,
                        record.timestamp());
            }
            case SessionRefused refused ->
                outbox.tell(
                        refused.gateway(),
                        key,
                        new LiveRecord.Refused(refused.connection(), refused.reason(), refused.retryAfter()),
                        live,
                        record.timestamp());
            case SessionReplaced replaced ->
                outbox.tell(
                        replaced.session().gateway(),
                        key,
                        new LiveRecord.Close(replaced.session().connection(), replaced.older(), EndReason.REPLACED),
                        live,
                        record.timestamp());
            case SessionEnded ended -> ended(key, ended, record.timestamp());
        }
    }

    /** A gateway that was thought lost may only have been silent: its agents' sockets are told as well. */
    private void ended(String key, SessionEnded ended, long time) {
        if (ended.reason() == EndReason.GATEWAY_LOST) {
            ended.was()
                    .filter(session -> session.entered().isPresent())
                    .ifPresent(session -> outbox.tell(
                            session.gateway(),
                            key,
                            new LiveRecord.Close(session.connection(), session.epoch(), ended.reason()),
                            live,
                            time));
        }
    }
}
