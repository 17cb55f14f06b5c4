package io.restante.group.flow;

import io.restante.base.GroupId;
import io.restante.base.Tick;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Witness;
import io.restante.delivery.flow.GrantProcessor;
import io.restante.delivery.flow.GroupDeliveryProcessor;
import io.restante.delivery.flow.GroupSinks;
import io.restante.group.FanOutStep;
import io.restante.group.GroupEvent;
import io.restante.group.GroupHappened;
import io.restante.group.GroupRules;
import io.restante.group.flow.PresenceWorld.Input;
import io.restante.session.SessionDecider;
import io.restante.session.SessionEvent;
import io.restante.session.SessionKey;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal;
import io.restante.session.flow.ForgetSeatsProcessor;
import io.restante.session.flow.GatewayWatchProcessor;
import io.restante.session.flow.SessionProcessor;
import io.restante.store.JournaledStore;
import io.restante.store.WriteBehindStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** One partition's real processors over stores in memory that a crash can cut anywhere. */
@NullUnmarked
final class PresencePartition {
    private static final GroupRules STEPS = new GroupRules(2);

    /** What was written for others, or as an input of its own. */
    record Written(Object key, Object value) {}

    private final MockProcessorContext<Object, Object> plain = context();
    private final MockProcessorContext<String, SessionSignal> closings = context();
    private final MockProcessorContext<GroupId, GroupHappened> happened = context();
    private final Told progress = new Told();
    private SessionRules rules;
    private long waitingBytes;
    private JournaledStore storedSessions;
    private JournaledStore storedGroups;
    private WriteBehindStore sessions;
    private WriteBehindStore groups;
    private SessionProcessor granting;
    private GatewayWatchProcessor watching;
    private ForgetSeatsProcessor forgetting;
    private GrantProcessor telling;
    private PresenceProcessor following;
    private GroupEventProcessor announcing;
    private GroupStepProcessor stepping;
    private GroupWakeProcessor waking;
    private GroupDeliveryProcessor delivering;

    private static <K, V> MockProcessorContext<K, V> context() {
        Properties properties = new Properties();
        properties.put("application.id", "presence-worlds");
        properties.put("bootstrap.servers", "unused:1");
        return new MockProcessorContext<>(
                properties, new TaskId(0, 0), Path.of("target", "worlds").toFile());
    }

    /** Empties it. */
    void begin(SessionRules newRules, long newWaitingBytes) {
        rules = newRules;
        waitingBytes = newWaitingBytes;
        storedSessions = new JournaledStore(Store.SESSION_ENTRIES.name());
        storedGroups = new JournaledStore(Store.GROUP_ENTRIES.name());
        progress.caughtUp = true;
        List.of(plain, closings, happened).forEach(MockProcessorContext::resetForwards);
        start();
    }

    private void start() {
        sessions = new WriteBehindStore(storedSessions, Store.SESSION_ENTRIES.order(), waitingBytes);
        groups = new WriteBehindStore(storedGroups, Store.GROUP_ENTRIES.order(), waitingBytes);
        for (MockProcessorContext<?, ?> context : List.of(plain, closings, happened)) {
            context.addStateStore(sessions);
            context.addStateStore(groups);
        }
        granting = started(
                new SessionProcessor(new SessionDecider(rules), progress, Witness.NOBODY, 1, "grants", "misplaced"),
                plain);
        watching = started(new GatewayWatchProcessor(rules, progress), closings);
        forgetting = started(new ForgetSeatsProcessor(progress), plain);
        telling = started(new GrantProcessor("live", "mailbox", "group"), plain);
        following = started(new PresenceProcessor(STEPS, progress), happened);
        announcing = started(new GroupEventProcessor(STEPS, progress), happened);
        stepping = started(new GroupStepProcessor(STEPS, progress), happened);
        waking = started(new GroupWakeProcessor(STEPS, progress), happened);
        delivering = started(new GroupDeliveryProcessor(new GroupSinks("live", "presence", "history", "steps")), plain);
    }

    private static <KO, VO, P extends Processor<?, ?, KO, VO>> P started(P processor, MockProcessorContext<KO, VO> in) {
        processor.init(in);
        return processor;
    }

    WriteBehindStore sessions() {
        return sessions;
    }

    void caughtUp(boolean caughtUp) {
        progress.caughtUp = caughtUp;
    }

    void commit() {
        sessions.flushCache();
        groups.flushCache();
        storedSessions.commit();
        storedGroups.commit();
    }

    void crash(PresenceStep.Crash crash) {
        if (crash.flushing()) {
            sessions.flushCache();
            groups.flushCache();
        }
        storedSessions.crash((int) Math.round(crash.sessions() * storedSessions.uncommitted()));
        storedGroups.crash((int) Math.round(crash.groups() * storedGroups.uncommitted()));
        start();
    }

    /** What is written because of the record. */
    List<Written> process(Input input) {
        List.of(plain, closings, happened)
                .forEach(context -> context.setRecordMetadata(input.topic(), 0, input.offset()));
        long time = input.time().toEpochMilli();
        List<Written> written = new ArrayList<>();
        switch (input.value()) {
            case SessionSignal signal -> {
                granting.process(new Record<>((String) input.key(), signal, time));
                grants(written);
            }
            case GroupEvent event -> announcing.process(new Record<>((GroupId) input.key(), event, time));
            case FanOutStep step -> stepping.process(new Record<>((GroupId) input.key(), step, time));
            case Tick tick -> {
                Record<byte[], Tick> record = new Record<>(null, tick, time);
                watching.process(record);
                forgetting.process(record);
                waking.process(record);
            }
            default -> throw new AssertionError("no input: " + input);
        }
        deliver(written);
        taken(closings).forEach(each -> written.add(written(each)));
        return written;
    }

    private void grants(List<Written> written) {
        for (CapturedForward<?, ?> granted : taken(plain)) {
            telling.process(granted.record()
                    .withKey((SessionKey) granted.record().key())
                    .withValue((SessionEvent) granted.record().value()));
            for (CapturedForward<?, ?> told : taken(plain)) {
                if (told.childName().orElseThrow().equals("group")) {
                    following.process(
                            told.record().withKey((OfAgent) told.record().key()).withValue((SessionEvent)
                                    told.record().value()));
                } else {
                    written.add(written(told));
                }
            }
            deliver(written);
        }
    }

    private void deliver(List<Written> written) {
        taken(happened)
                .forEach(each -> delivering.process(
                        each.record().withKey((GroupId) each.record().key()).withValue((GroupHappened)
                                each.record().value())));
        taken(plain).forEach(each -> written.add(written(each)));
    }

    private static <K, V> List<CapturedForward<? extends K, ? extends V>> taken(MockProcessorContext<K, V> context) {
        List<CapturedForward<? extends K, ? extends V>> taken = List.copyOf(context.forwarded());
        context.resetForwards();
        return taken;
    }

    private static Written written(CapturedForward<?, ?> forward) {
        return new Written(forward.record().key(), forward.record().value());
    }

    /** Says that it has caught up as it is told. */
    private static final class Told implements Progress {
        private boolean caughtUp = true;

        @Override
        public void started(int partition) {}

        @Override
        public void applied(String topic, int partition, long offset) {}

        @Override
        public boolean reached(String topic, int partition, long offset) {
            return true;
        }

        @Override
        public boolean caughtUp(int partition) {
            return caughtUp;
        }

        @Override
        public boolean waitedFor(int partition) {
            return caughtUp;
        }

        @Override
        public void stopped(int partition) {}
    }
}
