package io.restante.delivery.flow;

import io.restante.base.GroupId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.group.GroupHappened;
import io.restante.group.GroupHappened.FannedOut;
import io.restante.group.GroupHappened.PresenceChanged;
import io.restante.group.GroupHappened.SessionOver;
import io.restante.group.GroupHappened.StepDue;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey.OfAgent;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells those it concerns what happened to a group: the gateways of its members, the topic of its presence, the history. */
@NullUnmarked
public final class GroupDeliveryProcessor implements Processor<GroupId, GroupHappened, Object, Object> {
    private final GroupSinks sinks;
    private Outbox outbox;

    public GroupDeliveryProcessor(GroupSinks sinks) {
        this.sinks = sinks;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.outbox = new Outbox(context);
    }

    @Override
    public void process(Record<GroupId, GroupHappened> record) {
        GroupId group = record.key();
        long time = record.timestamp();
        switch (record.value()) {
            case PresenceChanged changed ->
                outbox.send(Topics.GROUP_PRESENCE, sinks.presence(), group, changed.presence(), time);
            case SessionOver over -> over(over.session(), time);
            case FannedOut told ->
                outbox.tell(
                        told.gateway(),
                        group.value(),
                        new LiveRecord.FannedOut(
                                told.connections(),
                                told.event().id(),
                                told.event().payload()),
                        sinks.live(),
                        time);
            case StepDue due -> outbox.send(Topics.GROUP_STEPS, sinks.steps(), group, due.step(), time);
        }
    }

    private void over(EndedSession session, long time) {
        String key = session.agent().map(OfAgent::text).orElseThrow();
        outbox.send(Topics.SESSION_HISTORY, sinks.history(), key, session, time);
    }
}
