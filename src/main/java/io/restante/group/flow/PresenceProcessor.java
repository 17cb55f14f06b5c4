package io.restante.group.flow;

import io.restante.base.GroupId;
import io.restante.contract.Progress;
import io.restante.group.GroupHappened;
import io.restante.group.GroupRules;
import io.restante.group.PresenceDecider;
import io.restante.session.SessionEvent;
import io.restante.session.SessionKey.OfAgent;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Lets groups follow what becomes of their agents' sessions: who enters, who leaves, which sessions are over. */
@NullUnmarked
public final class PresenceProcessor implements Processor<OfAgent, SessionEvent, GroupId, GroupHappened> {
    private final GroupRules rules;
    private final Progress progress;
    private FanOuts fanOuts;

    public PresenceProcessor(GroupRules rules, Progress progress) {
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<GroupId, GroupHappened> context) {
        this.fanOuts = new FanOuts(rules, progress, context);
    }

    @Override
    public void process(Record<OfAgent, SessionEvent> record) {
        PresenceDecider.follow(record.key(), record.value())
                .forEach(happened -> fanOuts.tell(record, record.key().group(), happened));
    }
}
