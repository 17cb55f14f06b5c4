package io.restante.faults;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** Which broker leads a partition. */
final class Leaders {
    private Leaders() {}

    static BrokerPart of(Town town, String topic, int partition) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", town.inside()))) {
            Node leader = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(partition)
                    .leader();
            return town.brokers().stream()
                    .filter(each -> leader != null && each.node() == leader.id())
                    .findFirst()
                    .orElse(town.brokers().getFirst());
        } catch (ExecutionException e) {
            throw new IllegalStateException("Who leads " + topic + "-" + partition + " is not said", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
