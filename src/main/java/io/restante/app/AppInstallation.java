package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.bench.Installation;
import io.restante.contract.Topic;
import io.restante.query.InputEnds;
import io.restante.replay.ShadowName;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.WorkRules;
import io.restante.topology.Rules;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/** The application's own way to build things, for benchmarks. */
final class AppInstallation implements Installation {
    private static final String ANY = "bench";

    private final Function<String, Settings> byApplicationId;
    private final Settings settings;

    AppInstallation(Function<String, Settings> byApplicationId) {
        this.byApplicationId = byApplicationId;
        this.settings = byApplicationId.apply(ANY);
    }

    @Override
    public StreamsConfig streams(String applicationId) {
        return StreamsProperties.of(byApplicationId.apply(applicationId));
    }

    @Override
    public StreamsConfig settlement(String applicationId) {
        return StreamsProperties.settlement(byApplicationId.apply(applicationId));
    }

    @Override
    public ChainParameters chain() {
        return settings.settlement().chain();
    }

    @Override
    public WorkRules work() {
        return settings.settlement().work();
    }

    @Override
    public StreamsConfig shadow(ShadowName name) {
        return StreamsProperties.of(settings, name);
    }

    @Override
    public String applicationId() {
        return ANY;
    }

    @Override
    public Map<String, Object> clients() {
        return KafkaClients.properties(settings);
    }

    @Override
    public Rules rules() {
        return DeliveryApplication.rules(settings);
    }

    @Override
    public int partitions() {
        return settings.topics().partitions();
    }

    @Override
    public void makeTopics(Collection<Topic<?, ?>> topics) {
        try (Admin admin = KafkaClients.admin(settings)) {
            new TopicAdmin(admin, settings).ensure(topics);
        }
    }

    @Override
    public InputEnds inputEnds(Admin admin, String applicationId) {
        return new KafkaInputEnds(admin, applicationId);
    }
}
