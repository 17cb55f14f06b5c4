package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.query.AppliedPositions;
import io.restante.query.InputEnds;
import io.restante.topology.RestanteTopology;
import io.restante.topology.SettlementTopology;
import io.restante.topology.TopologyRenderer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.streams.TopologyDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante topology}: draws the map; needs no broker. */
@Command(name = "topology", mixinStandardHelpOptions = true, description = "Draws the topology.")
final class TopologyCommand implements Callable<Integer> {
    /** The ways it can be drawn. */
    enum Format {
        text,
        mermaid,
        svg,
        json
    }

    /** Those that can be drawn. */
    enum Application {
        delivery,
        settlement
    }

    @Option(names = "--application", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Application application = Application.delivery;

    @Option(names = "--format", description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        TopologyRenderer renderer = new TopologyRenderer(
                switch (application) {
                    case delivery -> description();
                    case settlement -> settlement();
                });
        spec.commandLine()
                .getOut()
                .println(
                        switch (format) {
                            case text -> renderer.text();
                            case mermaid -> renderer.mermaid();
                            case svg -> renderer.svg();
                            case json -> renderer.json();
                        });
        spec.commandLine().getOut().flush();
        return 0;
    }

    static TopologyDescription description() {
        return RestanteTopology.build(
                        DeliveryApplication.rules(Settings.DEFAULTS),
                        new AppliedPositions(new NoLog()),
                        StreamsProperties.of(Settings.DEFAULTS))
                .describe();
    }

    /** The settlement application's. */
    static TopologyDescription settlement() {
        return SettlementTopology.build(
                        Settings.DEFAULTS.settlement().chain(),
                        Settings.DEFAULTS.settlement().work(),
                        new AppliedPositions(new NoLog(), SettlementTopics.ALL),
                        SettlementWatch.NOBODY,
                        StreamsProperties.settlement(Settings.DEFAULTS))
                .describe();
    }

    /** A topology that is only drawn reads nothing. */
    private static final class NoLog implements InputEnds {
        @Override
        public Map<String, Long> ends(Set<String> topics, int partition) {
            return Map.of();
        }

        @Override
        public Map<String, Long> committed(Set<String> topics, int partition) {
            return Map.of();
        }
    }
}
