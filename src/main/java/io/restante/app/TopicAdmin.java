package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes the topics that are missing, and says what is wrong with those that are there. */
final class TopicAdmin {
    private static final String TIMESTAMP_TYPE = "message.timestamp.type";

    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final Admin admin;
    private final Settings settings;

    TopicAdmin(Admin admin, Settings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /**
     * Makes each topic that is missing.
     *
     * @return the names of those that were made
     * @throws StartException when one that is there cannot be used, saying which, why and what to do
     */
    List<String> ensure(Collection<Topic<?, ?>> topics) {
        Set<String> before = present();
        List<String> problems = check(
                topics.stream().filter(topic -> before.contains(topic.name())).toList());
        if (!problems.isEmpty()) {
            throw new StartException(String.join("\n", problems));
        }
        List<Topic<?, ?>> missing =
                topics.stream().filter(topic -> !before.contains(topic.name())).toList();
        create(missing);
        List<String> made = missing.stream().map(Topic::name).toList();
        awaitPresent(made);
        return made;
    }

    private void create(List<Topic<?, ?>> missing) {
        Map<String, KafkaFuture<Void>> creations = admin.createTopics(missing.stream()
                        .map(topic -> new NewTopic(
                                        topic.name(),
                                        settings.topics().partitions(),
                                        settings.topics().replicationFactor())
                                .configs(configuration(topic)))
                        .toList())
                .values();
        for (KafkaFuture<Void> creation : creations.values()) {
            try {
                await(creation);
            } catch (StartException e) {
                // Another instance that starts at the same time may have been faster.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** A topic that was made is known to every broker only a moment later. */
    private void awaitPresent(List<String> names) {
        long deadline = System.nanoTime() + VISIBLE_WITHIN.toNanos();
        while (!present().containsAll(names)) {
            if (System.nanoTime() > deadline) {
                throw new StartException(
                        "The topics " + names + " were made, but the brokers at " + settings.bootstrapServers()
                                + " do not list them after " + VISIBLE_WITHIN.toSeconds() + " s.");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private Map<String, String> configuration(Topic<?, ?> topic) {
        Map<String, String> configuration = new HashMap<>(topic.configuration());
        if (topic.input()) {
            configuration.put(
                    "retention.ms",
                    String.valueOf(settings.topics().inputRetention().toMillis()));
        }
        return configuration;
    }

    /** What is wrong with the topics that are there, or missing; a sentence each, with the mend. */
    List<String> check(Collection<Topic<?, ?>> topics) {
        Set<String> present = present();
        List<String> problems = new ArrayList<>();
        topics.stream()
                .filter(topic -> !present.contains(topic.name()))
                .forEach(topic ->
                        problems.add("Topic " + topic + " is missing: make it with `restante topics create`."));
        List<Topic<?, ?>> there =
                topics.stream().filter(topic -> present.contains(topic.name())).toList();
        Map<String, TopicDescription> described = await(
                admin.describeTopics(there.stream().map(Topic::name).toList()).allTopicNames());
        Map<ConfigResource, Config> configured = await(
                admin.describeConfigs(there.stream().map(TopicAdmin::resource).toList())
                        .all());
        for (Topic<?, ?> topic : there) {
            TopicDescription description = described.get(topic.name());
            Config config = configured.get(resource(topic));
            if (description != null) {
                checkPartitions(topic, description.partitions().size(), problems);
            }
            if (config != null) {
                checkTimestamps(topic, config.get(TIMESTAMP_TYPE), problems);
            }
        }
        return problems;
    }

    private void checkPartitions(Topic<?, ?> topic, int partitions, List<String> problems) {
        int expected = settings.topics().partitions();
        if (topic.input() && partitions != expected) {
            problems.add("Topic " + topic + " has " + partitions + " partitions, the setting topics.partitions says "
                    + expected
                    + ": all inputs must have the same number, and it cannot be changed once there is state. Set topics.partitions to "
                    + partitions + ", or make the topic anew with " + expected + " partitions before its first use.");
        }
    }

    private static void checkTimestamps(Topic<?, ?> topic, ConfigEntry type, List<String> problems) {
        if (topic.input() && !"LogAppendTime".equals(type.value())) {
            problems.add("Topic " + topic + " has " + TIMESTAMP_TYPE + "=" + type.value()
                    + ", expected LogAppendTime, because deadlines go by the log's time: mend it with `kafka-configs --alter --topic "
                    + topic + " --add-config " + TIMESTAMP_TYPE + "=LogAppendTime`.");
        }
    }

    private Set<String> present() {
        return await(admin.listTopics().names());
    }

    private static ConfigResource resource(Topic<?, ?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    /** Every topic whose name is known beforehand. */
    static Collection<Topic<?, ?>> known() {
        return Topics.ALL;
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw KafkaClients.unanswered(settings, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Interrupted while waiting for the brokers", e);
        }
    }
}
