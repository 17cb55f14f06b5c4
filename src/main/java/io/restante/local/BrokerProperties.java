package io.restante.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a broker that is alone is set up: one copy of everything, no waiting for others, small buffers. */
final class BrokerProperties {
    /** The number of the only node. */
    static final int NODE = 1;

    /** The listener on which the controller speaks. */
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "PLAINTEXT";

    private static final Map<String, String> ONE_COPY = Map.of(
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.num.partitions", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** A killed broker that comes back waits until its former life counts as gone. */
    private static final Map<String, String> SOON_BACK = Map.of(
            "broker.session.timeout.ms", "6000",
            "broker.heartbeat.interval.ms", "500");

    /** Group members may also be missed sooner than a shared broker would allow. */
    private static final Map<String, String> NO_WAITING = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "group.streams.initial.rebalance.delay.ms", "0",
            "group.min.session.timeout.ms", "1000",
            "group.streams.min.session.timeout.ms", "1000",
            "group.streams.min.heartbeat.interval.ms", "300",
            "group.streams.session.timeout.ms", "6000",
            "group.streams.heartbeat.interval.ms", "2000",
            "controller.quorum.election.timeout.ms", "100",
            "controller.quorum.election.backoff.max.ms", "100",
            "controller.quorum.append.linger.ms", "0");

    /** A topic exists because somebody created it: one that appears by a slip of the pen has the wrong partitions. */
    private static final Map<String, String> TOPICS = Map.of(
            "auto.create.topics.enable", "false",
            "delete.topic.enable", "true");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads", "2",
            "num.io.threads", "4",
            "background.threads", "2",
            "log.cleaner.dedupe.buffer.size", "16777216");

    private BrokerProperties() {}

    /** The whole of the broker's settings, as Kafka names them. */
    static Map<String, String> of(Path kafkaFolder, BrokerPorts ports) {
        return Stream.of(node(kafkaFolder, ports), ONE_COPY, SOON_BACK, NO_WAITING, TOPICS, SMALL)
                .flatMap(part -> part.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The voters are named here, not in the data, so that the next start may choose other ports. */
    private static Map<String, String> node(Path kafkaFolder, BrokerPorts ports) {
        String clients = CLIENT_LISTENER + "://" + BrokerPorts.LOOPBACK + ":" + ports.broker();
        String controller = BrokerPorts.LOOPBACK + ":" + ports.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.quorum.voters",
                NODE + "@" + controller,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listeners",
                clients + "," + CONTROLLER_LISTENER + "://" + controller,
                "advertised.listeners",
                clients,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs",
                kafkaFolder.toString());
    }
}
