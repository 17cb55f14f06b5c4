package io.restante.group.flow;

import io.restante.base.GroupId;
import io.restante.contract.Progress;
import io.restante.group.FanOutStep;
import io.restante.group.GroupHappened;
import io.restante.group.GroupRules;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Goes on with a group's fan-out. */
@NullUnmarked
public final class GroupStepProcessor implements Processor<GroupId, FanOutStep, GroupId, GroupHappened> {
    private final GroupRules rules;
    private final Progress progress;
    private FanOuts fanOuts;

    public GroupStepProcessor(GroupRules rules, Progress progress) {
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<GroupId, GroupHappened> context) {
        this.fanOuts = new FanOuts(rules, progress, context);
    }

    @Override
    public void process(Record<GroupId, FanOutStep> record) {
        fanOuts.goOn(record, record.key(), record.value());
    }
}
