package io.restante.group.flow;

import io.restante.base.AgentId;
import io.restante.base.GroupId;
import io.restante.contract.GroupLayout;
import io.restante.contract.PresenceCodec;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.StoredGroup;
import io.restante.contract.StoredGroup.Page;
import io.restante.group.FanOut;
import io.restante.group.FanOutStep;
import io.restante.group.GroupEvent;
import io.restante.group.GroupHappened;
import io.restante.group.GroupHappened.PresenceChanged;
import io.restante.group.GroupHappened.StepDue;
import io.restante.group.GroupRules;
import io.restante.group.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.NullUnmarked;

/**
 * Tells a group's members of its events, one after another, some members in one step. What does not fit into a step waits in the store, what comes later
 * waits behind it, and a record on {@code group.steps} lets it go on. Nothing is told before the partition has caught up: who is a member is not known
 * until then.
 */
@NullUnmarked
final class FanOuts {
    private final GroupRules rules;
    private final Progress progress;
    private final ProcessorContext<GroupId, GroupHappened> context;
    private final KeyValueStore<Bytes, byte[]> store;
    private final KeyValueStore<Bytes, byte[]> sessions;

    FanOuts(GroupRules rules, Progress progress, ProcessorContext<GroupId, GroupHappened> context) {
        this.rules = rules;
        this.progress = progress;
        this.context = context;
        this.store = context.getStateStore(Store.GROUP_ENTRIES.name());
        this.sessions = context.getStateStore(Store.SESSION_ENTRIES.name());
    }

    boolean caughtUp() {
        return progress.caughtUp(context.taskId().partition());
    }

    /** Says what happened, and fans out what the members are to know of it. */
    void tell(Record<?, ?> record, GroupId group, GroupHappened happened) {
        forward(record, group, happened);
        if (happened instanceof PresenceChanged changed) {
            begin(record, group, PresenceCodec.event(changed.presence()));
        }
    }

    void begin(Record<?, ?> record, GroupId group, GroupEvent event) {
        if (event.internal()) {
            return;
        }
        Waiting waiting = waiting(group);
        store.put(GroupLayout.event(group, waiting.next()), GroupLayout.write(event));
        save(group, waiting.withOneMore());
        if (waiting.empty() && caughtUp()) {
            goOn(record, group, waiting.withOneMore());
        }
    }

    /** A step that names where the group does not stand was done before. */
    void goOn(Record<?, ?> record, GroupId group, FanOutStep step) {
        Waiting waiting = waiting(group);
        if (!waiting.empty() && waiting.step().equals(step) && caughtUp()) {
            goOn(record, group, waiting);
        }
    }

    /** Groups in which something waits. */
    List<GroupId> waiting(int limit) {
        List<GroupId> groups = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range =
                store.range(GroupLayout.firstWaiting(), GroupLayout.lastWaiting())) {
            while (groups.size() < limit && range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                groups.add(GroupLayout.waitingGroup(entry.key));
            }
        }
        return groups;
    }

    /** One step: as many events as there are members to look at. */
    void goOn(Record<?, ?> record, GroupId group, Waiting from) {
        Waiting waiting = from;
        int left = rules.fanOutStep();
        while (left > 0 && !waiting.empty()) {
            GroupEvent event = GroupLayout.readEvent(store.get(GroupLayout.event(group, waiting.first())));
            Page page = page(new StoredGroup(sessions, group), event, waiting.after(), left);
            FanOut.of(event, page.members()).forEach(told -> forward(record, group, told));
            left -= Math.max(1, page.looked());
            if (page.resume().isPresent()) {
                waiting = waiting.resumingAfter(page.resume().get());
            } else {
                store.delete(GroupLayout.event(group, waiting.first()));
                waiting = waiting.withoutFirst();
            }
        }
        save(group, waiting);
        if (!waiting.empty()) {
            forward(record, group, new StepDue(waiting.step()));
        }
    }

    private static Page page(StoredGroup group, GroupEvent event, Optional<AgentId> after, int limit) {
        return event.receiver()
                .map(only -> new Page(group.member(only).stream().toList(), 1, Optional.empty()))
                .orElseGet(() -> group.members(after, limit));
    }

    Waiting waiting(GroupId group) {
        byte[] stored = store.get(GroupLayout.waiting(group));
        return stored == null ? Waiting.NONE : GroupLayout.readWaiting(stored);
    }

    private void save(GroupId group, Waiting waiting) {
        if (waiting.empty()) {
            store.delete(GroupLayout.waiting(group));
        } else {
            store.put(GroupLayout.waiting(group), GroupLayout.write(waiting));
        }
    }

    private void forward(Record<?, ?> record, GroupId group, GroupHappened happened) {
        context.forward(record.withKey(group).withValue(happened));
    }
}
