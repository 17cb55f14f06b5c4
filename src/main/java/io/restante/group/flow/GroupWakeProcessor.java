package io.restante.group.flow;

import io.restante.base.GroupId;
import io.restante.base.Tick;
import io.restante.contract.Progress;
import io.restante.group.GroupHappened;
import io.restante.group.GroupRules;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** On each tick, goes on where something waits: what came before the partition had caught up, and what no step has been written for. */
@NullUnmarked
public final class GroupWakeProcessor implements Processor<byte[], Tick, GroupId, GroupHappened> {
    /** Groups that one tick looks at, at most. */
    private static final int BATCH = 100;

    private final GroupRules rules;
    private final Progress progress;
    private FanOuts fanOuts;

    public GroupWakeProcessor(GroupRules rules, Progress progress) {
        this.rules = rules;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<GroupId, GroupHappened> context) {
        this.fanOuts = new FanOuts(rules, progress, context);
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (fanOuts.caughtUp()) {
            fanOuts.waiting(BATCH).forEach(group -> fanOuts.goOn(record, group, fanOuts.waiting(group)));
        }
    }
}
