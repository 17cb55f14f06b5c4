package io.restante.local.several;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How brokers are set up that share a small machine and are to survive each other: what is confirmed is on two of them, where there are so many. */
public final class BrokerSetup {
    private static final int COPIES = 3;

    private BrokerSetup() {}

    /** Settings of each of so many brokers, beside those of its own. */
    public static Map<String, String> of(int brokers) {
        int most = Math.min(COPIES, brokers);
        String copies = String.valueOf(most);
        String inSync = String.valueOf(Math.max(1, most - 1));
        return Stream.of(
                        Map.of(
                                "default.replication.factor", copies,
                                "min.insync.replicas", inSync,
                                "offsets.topic.replication.factor", copies,
                                "offsets.topic.num.partitions", "3",
                                "transaction.state.log.replication.factor", copies,
                                "transaction.state.log.num.partitions", "3",
                                "transaction.state.log.min.isr", inSync,
                                "unclean.leader.election.enable", "false",
                                "auto.create.topics.enable", "false"),
                        Map.of(
                                "broker.session.timeout.ms", "6000",
                                "broker.heartbeat.interval.ms", "500",
                                "group.initial.rebalance.delay.ms", "0",
                                "group.min.session.timeout.ms", "1000",
                                "controller.quorum.election.timeout.ms", "1500",
                                "controller.quorum.fetch.timeout.ms", "5000"),
                        Map.of(
                                "num.network.threads", "1",
                                "num.io.threads", "4",
                                "num.replica.fetchers", "1",
                                "background.threads", "2",
                                "log.cleaner.dedupe.buffer.size", "16777216"))
                .flatMap(part -> part.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
