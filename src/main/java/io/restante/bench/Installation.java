package io.restante.bench;

import io.restante.contract.Topic;
import io.restante.query.InputEnds;
import io.restante.replay.ShadowName;
import io.restante.settlement.ChainParameters;
import io.restante.settlement.WorkRules;
import io.restante.topology.Rules;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.StreamsConfig;

/** How the application builds its parts for one broker, so that what is measured is what runs. */
public interface Installation {
    /** The configuration of a streams application with this id, all else as the delivery application has it. */
    StreamsConfig streams(String applicationId);

    /** The configuration of settlement, exactly once; its id begins with this one. */
    StreamsConfig settlement(String applicationId);

    /** What the chain demands. */
    ChainParameters chain();

    /** How much of settlement's work one step does. */
    WorkRules work();

    /** The configuration of a shadow, as the command line has it. */
    StreamsConfig shadow(ShadowName name);

    /** The application a shadow is one of. */
    String applicationId();

    /** What every Kafka client is made with. */
    Map<String, Object> clients();

    Rules rules();

    int partitions();

    /** Makes the topics that are missing. */
    void makeTopics(Collection<Topic<?, ?>> topics);

    InputEnds inputEnds(Admin admin, String applicationId);

    /** Makes installations. */
    @FunctionalInterface
    interface Maker {
        /**
         * One for this broker.
         *
         * @param data where its streams keep their stores
         */
        Installation at(String bootstrapServers, Path data);
    }
}
