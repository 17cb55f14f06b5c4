package io.restante.topology;

import io.restante.base.GatewayId;
import io.restante.clock.flow.ClockProcessor;
import io.restante.contract.GatewayRecord;
import io.restante.contract.LiveRecord;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.delivery.flow.DeliveryProcessor;
import io.restante.delivery.flow.GrantProcessor;
import io.restante.delivery.flow.GroupDeliveryProcessor;
import io.restante.delivery.flow.GroupSinks;
import io.restante.delivery.flow.Sinks;
import io.restante.group.GroupRules;
import io.restante.group.flow.GroupEventProcessor;
import io.restante.group.flow.GroupStepProcessor;
import io.restante.group.flow.GroupWakeProcessor;
import io.restante.group.flow.PresenceProcessor;
import io.restante.intake.flow.IntakeProcessor;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.flow.AddMessageProcessor;
import io.restante.mailbox.flow.CensusProcessor;
import io.restante.mailbox.flow.CommandProcessor;
import io.restante.mailbox.flow.ForgetProcessor;
import io.restante.mailbox.flow.MailboxSessionProcessor;
import io.restante.mailbox.flow.PushResultProcessor;
import io.restante.mailbox.flow.PushTargetProcessor;
import io.restante.mailbox.flow.WakeProcessor;
import io.restante.session.SessionDecider;
import io.restante.session.flow.ForgetSeatsProcessor;
import io.restante.session.flow.GatewayWatchProcessor;
import io.restante.session.flow.SessionProcessor;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** The map of the delivery application: one method a room, in the order the data flows. */
public final class RestanteTopology {
    private final Rules rules;
    private final Stage stage;
    private final Progress progress;
    private final Witness witness;
    private final MailboxDecider mailboxes;
    private final Topology map;

    private RestanteTopology(Rules rules, Stage stage, Progress progress, Witness witness, StreamsConfig config) {
        this.rules = rules;
        this.stage = stage;
        this.progress = progress;
        this.witness = witness;
        this.mailboxes = new MailboxDecider(rules.mailbox(), rules.delivery(), rules.push());
        this.map = new Topology(new TopologyConfig(config));
    }

    /** The topology when nobody counts what it does. */
    public static Topology build(Rules rules, Progress progress, StreamsConfig config) {
        return build(rules, progress, Witness.NOBODY, config);
    }

    /** @param stage where its sinks write */
    public static Topology build(Rules rules, Stage stage, Progress progress, StreamsConfig config) {
        return build(rules, stage, progress, Witness.ABSENT, config);
    }

    /**
     * The topology.
     *
     * @param progress is told how far the inputs have been applied, and says when a partition has caught up
     * @param witness is told what happens
     */
    public static Topology build(Rules rules, Progress progress, Witness witness, StreamsConfig config) {
        return build(rules, Stage.LIVE, progress, witness, config);
    }

    private static Topology build(Rules rules, Stage stage, Progress progress, Witness witness, StreamsConfig config) {
        return new RestanteTopology(rules, stage, progress, witness, config)
                .clock()
                .sessions()
                .groups()
                .mailboxes()
                .pushes()
                .deliveries()
                .map;
    }

    private RestanteTopology clock() {
        input(Topics.CLOCK_TICKS, Nodes.TICKS_SOURCE, Nodes.TICKS_INTAKE, IntakeProcessor.Key.OPTIONAL, Nodes.CLOCK);
        map.addProcessor(
                Nodes.CLOCK,
                () -> new ClockProcessor(
                        stage.clock(rules.tickInterval()),
                        progress,
                        Nodes.TICKS_SINK,
                        Nodes.GATEWAY_WATCH,
                        Nodes.SESSION_FORGET,
                        Nodes.GROUP_WAKE,
                        Nodes.MAILBOX_WAKE,
                        Nodes.MAILBOX_FORGET,
                        Nodes.MAILBOX_CENSUS),
                Nodes.TICKS_INTAKE);
        map.addSink(
                Nodes.TICKS_SINK,
                stage.sink(Topics.CLOCK_TICKS),
                OwnPartition.NO_KEY,
                Topics.CLOCK_TICKS.values().serializer(),
                OwnPartition.partitioner(),
                Nodes.CLOCK);
        return this;
    }

    private RestanteTopology sessions() {
        input(
                Topics.SESSION_EVENTS,
                Nodes.SESSIONS_SOURCE,
                Nodes.SESSIONS_INTAKE,
                IntakeProcessor.Key.OPTIONAL,
                Nodes.SESSION);
        map.addProcessor(
                Nodes.SESSION,
                () -> new SessionProcessor(
                        new SessionDecider(rules.session()),
                        progress,
                        witness,
                        rules.partitions(),
                        Nodes.GRANT,
                        Nodes.CLOSINGS_SINK),
                Nodes.SESSIONS_INTAKE);
        map.addProcessor(Nodes.GATEWAY_WATCH, () -> new GatewayWatchProcessor(rules.session(), progress), Nodes.CLOCK);
        map.addProcessor(Nodes.SESSION_FORGET, () -> new ForgetSeatsProcessor(progress), Nodes.CLOCK);
        output(Topics.SESSION_EVENTS, Nodes.CLOSINGS_SINK, Nodes.GATEWAY_WATCH, Nodes.SESSION);
        map.addProcessor(
                Nodes.GRANT,
                () -> new GrantProcessor(Nodes.LIVE_SINK, Nodes.MAILBOX_SESSION, Nodes.GROUP_PRESENCE),
                Nodes.SESSION);
        map.addStateStore(
                Store.SESSION_ENTRIES.builder(), Nodes.SESSION, Nodes.GATEWAY_WATCH, Nodes.SESSION_FORGET, Nodes.GRANT);
        return this;
    }

    private RestanteTopology groups() {
        GroupRules group = rules.group();
        map.addProcessor(Nodes.GROUP_PRESENCE, () -> new PresenceProcessor(group, progress), Nodes.GRANT);
        input(
                Topics.GROUP_EVENTS,
                Nodes.GROUP_EVENTS_SOURCE,
                Nodes.GROUP_EVENTS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.GROUP_EVENT);
        map.addProcessor(Nodes.GROUP_EVENT, () -> new GroupEventProcessor(group, progress), Nodes.GROUP_EVENTS_INTAKE);
        input(
                Topics.GROUP_STEPS,
                Nodes.GROUP_STEPS_SOURCE,
                Nodes.GROUP_STEPS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.GROUP_STEP);
        map.addProcessor(Nodes.GROUP_STEP, () -> new GroupStepProcessor(group, progress), Nodes.GROUP_STEPS_INTAKE);
        map.addProcessor(Nodes.GROUP_WAKE, () -> new GroupWakeProcessor(group, progress), Nodes.CLOCK);
        String[] all = {Nodes.GROUP_PRESENCE, Nodes.GROUP_EVENT, Nodes.GROUP_STEP, Nodes.GROUP_WAKE};
        map.addStateStore(Store.GROUP_ENTRIES.builder(), all);
        GroupSinks sinks = new GroupSinks(Nodes.LIVE_SINK, Nodes.PRESENCE_SINK, Nodes.HISTORY_SINK, Nodes.STEPS_SINK);
        map.addProcessor(Nodes.GROUP_DELIVERY, () -> new GroupDeliveryProcessor(sinks), all);
        for (String node : all) {
            map.connectProcessorAndStateStores(node, Store.SESSION_ENTRIES.name());
        }
        map.connectProcessorAndStateStores(Nodes.GROUP_DELIVERY, Store.SESSION_ENTRIES.name());
        output(Topics.GROUP_PRESENCE, Nodes.PRESENCE_SINK, Nodes.GROUP_DELIVERY);
        output(Topics.GROUP_STEPS, Nodes.STEPS_SINK, Nodes.GROUP_DELIVERY);
        return this;
    }

    private RestanteTopology mailboxes() {
        input(
                Topics.MAILBOX_MESSAGES,
                Nodes.MESSAGES_SOURCE,
                Nodes.MESSAGES_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.MAILBOX_ADD);
        map.addProcessor(
                Nodes.MAILBOX_ADD, () -> new AddMessageProcessor(mailboxes, progress, witness), Nodes.MESSAGES_INTAKE);
        input(
                Topics.MAILBOX_COMMANDS,
                Nodes.COMMANDS_SOURCE,
                Nodes.COMMANDS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.MAILBOX_COMMAND);
        map.addProcessor(
                Nodes.MAILBOX_COMMAND,
                () -> new CommandProcessor(mailboxes, progress, witness, Nodes.DEFERRED_SINK, Nodes.DELIVERY),
                Nodes.COMMANDS_INTAKE);
        output(Topics.MAILBOX_COMMANDS, Nodes.DEFERRED_SINK, Nodes.MAILBOX_COMMAND);
        map.addProcessor(
                Nodes.MAILBOX_SESSION, () -> new MailboxSessionProcessor(mailboxes, progress, witness), Nodes.GRANT);
        map.addProcessor(Nodes.MAILBOX_WAKE, () -> new WakeProcessor(mailboxes, progress, witness), Nodes.CLOCK);
        map.addProcessor(
                Nodes.MAILBOX_FORGET, () -> new ForgetProcessor(rules.mailbox().dedupeWindow(), progress), Nodes.CLOCK);
        map.addProcessor(Nodes.MAILBOX_CENSUS, () -> new CensusProcessor(progress, witness), Nodes.CLOCK);
        map.addStateStore(
                Store.MAILBOX_ENTRIES.builder(),
                Nodes.MAILBOX_ADD,
                Nodes.MAILBOX_COMMAND,
                Nodes.MAILBOX_SESSION,
                Nodes.MAILBOX_WAKE,
                Nodes.MAILBOX_FORGET,
                Nodes.MAILBOX_CENSUS);
        return this;
    }

    private RestanteTopology pushes() {
        input(
                Topics.PUSH_TARGETS,
                Nodes.TARGETS_SOURCE,
                Nodes.TARGETS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.MAILBOX_TARGET);
        map.addProcessor(
                Nodes.MAILBOX_TARGET,
                () -> new PushTargetProcessor(mailboxes, progress, witness),
                Nodes.TARGETS_INTAKE);
        input(
                Topics.PUSH_RESULTS,
                Nodes.RESULTS_SOURCE,
                Nodes.RESULTS_INTAKE,
                IntakeProcessor.Key.REQUIRED,
                Nodes.MAILBOX_PUSHED);
        map.addProcessor(
                Nodes.MAILBOX_PUSHED,
                () -> new PushResultProcessor(mailboxes, progress, witness),
                Nodes.RESULTS_INTAKE);
        map.connectProcessorAndStateStores(Nodes.MAILBOX_TARGET, Store.MAILBOX_ENTRIES.name());
        map.connectProcessorAndStateStores(Nodes.MAILBOX_PUSHED, Store.MAILBOX_ENTRIES.name());
        return this;
    }

    private RestanteTopology deliveries() {
        Sinks sinks = new Sinks(
                Nodes.LIVE_SINK,
                Nodes.LEDGER_SINK,
                Nodes.REJECTIONS_SINK,
                Nodes.HISTORY_SINK,
                Nodes.PUSH_SINK,
                Nodes.DEAD_LETTERS_SINK);
        map.addProcessor(
                Nodes.DELIVERY,
                () -> new DeliveryProcessor(sinks),
                Nodes.MAILBOX_ADD,
                Nodes.MAILBOX_COMMAND,
                Nodes.MAILBOX_SESSION,
                Nodes.MAILBOX_WAKE,
                Nodes.MAILBOX_TARGET,
                Nodes.MAILBOX_PUSHED);
        map.connectProcessorAndStateStores(Nodes.DELIVERY, Store.SESSION_ENTRIES.name());
        Topic<String, LiveRecord> live = Topics.live(new GatewayId("any"));
        Serializer<GatewayRecord> addressed = (topic, value) -> live.values().encode(value.live());
        map.addSink(
                Nodes.LIVE_SINK,
                stage.gateways(),
                live.keys().serializer(),
                addressed,
                placing(live),
                Nodes.DELIVERY,
                Nodes.GRANT,
                Nodes.GROUP_DELIVERY);
        output(Topics.MAILBOX_LEDGER, Nodes.LEDGER_SINK, Nodes.DELIVERY);
        output(Topics.MAILBOX_REJECTIONS, Nodes.REJECTIONS_SINK, Nodes.DELIVERY);
        output(Topics.SESSION_HISTORY, Nodes.HISTORY_SINK, Nodes.DELIVERY, Nodes.GROUP_DELIVERY);
        output(Topics.PUSH_NOTIFICATIONS, Nodes.PUSH_SINK, Nodes.DELIVERY);
        output(
                Topics.DEAD_LETTERS,
                Nodes.DEAD_LETTERS_SINK,
                Nodes.DELIVERY,
                Nodes.TICKS_INTAKE,
                Nodes.SESSIONS_INTAKE,
                Nodes.MESSAGES_INTAKE,
                Nodes.COMMANDS_INTAKE,
                Nodes.GROUP_EVENTS_INTAKE,
                Nodes.GROUP_STEPS_INTAKE,
                Nodes.TARGETS_INTAKE,
                Nodes.RESULTS_INTAKE);
        return this;
    }

    /** Bytes in; the intake makes records of them, and dead letters of what is none. */
    private <K, V> void input(Topic<K, V> topic, String source, String intake, IntakeProcessor.Key key, String next) {
        map.addSource(
                AutoOffsetReset.earliest(),
                source,
                stage.order(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
        map.addProcessor(
                intake,
                () -> new IntakeProcessor<>(topic, key, stage.time(), progress, witness, next, Nodes.DEAD_LETTERS_SINK),
                source);
    }

    private <K, V> void output(Topic<K, V> topic, String sink, String... parents) {
        if (topic.keys().placedByBytes()) {
            map.addSink(
                    sink,
                    stage.sink(topic),
                    topic.keys().serializer(),
                    topic.values().serializer(),
                    parents);
        } else {
            map.addSink(
                    sink,
                    stage.sink(topic),
                    topic.keys().serializer(),
                    topic.values().serializer(),
                    placing(topic),
                    parents);
        }
    }

    /** Records lie where the topic says their key belongs. */
    private static <K, V> StreamPartitioner<K, V> placing(Topic<K, ?> topic) {
        return (name, key, value, partitions) -> Optional.of(Set.of(topic.partition(key, partitions)));
    }
}
