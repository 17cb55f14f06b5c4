package io.restante.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.restante.app.ClusterMain;
import io.restante.app.Main;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The compose file: every name in it leads somewhere, every setting is one, every command is understood. */
class ComposeTest {
    private static final Path FILE = Names.DOCKER.resolve("compose.yaml");

    private final Yaml compose = Yaml.document(FILE);
    private final Map<String, Yaml> services = compose.at("services").map();

    private Yaml service(String name) {
        return compose.at("services", name);
    }

    private Map<String, Yaml> ours() {
        return services.entrySet().stream()
                .filter(each -> each.getValue().at("image").text().startsWith("restante"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> environment(Yaml service) {
        Map<String, String> variables = new HashMap<>();
        service.at("environment").map().forEach((name, value) -> variables.put(name, Names.withDefaults(value.text())));
        return variables;
    }

    private static Settings settings(Yaml service) {
        return SettingsReader.read(Optional.empty(), environment(service), Map.of());
    }

    @Test
    void theParts() {
        assertThat(services.keySet())
                .contains("kafka-1", "kafka-2", "kafka-3", "topics", "streams-1", "streams-2", "gateway-1", "gateway-2")
                .contains("push", "fcm");
        assertThat(service("kafka-ui").at("profiles").texts()).containsExactly("ui");
        assertThat(service("prometheus").at("profiles").texts()).containsExactly("metrics");
        assertThat(service("grafana").at("profiles").texts()).containsExactly("metrics");
    }

    @Test
    void everyImageIsPinned() {
        assertThat(services).allSatisfy((name, service) -> assertThat(
                        Names.pinned(Names.withDefaults(service.at("image").text())))
                .as(name)
                .isTrue());
        assertThat(ours()).allSatisfy((name, service) -> assertThat(
                        Names.withDefaults(service.at("image").text()))
                .as(name)
                .endsWith(":" + Names.version()));
        assertThat(service("kafka-1").at("image").text()).isEqualTo("apache/kafka:" + Names.kafkaVersion());
    }

    @Test
    void whatIsBuiltIsAStageOfTheRecipe() {
        String recipe = Names.read(Names.DOCKER.resolve("Dockerfile"));
        assertThat(ours()).allSatisfy((name, service) -> {
            Yaml build = service.at("build");
            Path context = Names.DOCKER.resolve(build.at("context").text()).normalize();
            assertThat(context.resolve(build.at("dockerfile").text())).as(name).isRegularFile();
            assertThat(recipe).as(name).contains(" AS " + build.at("target").text() + "\n");
        });
    }

    @Test
    void everySettingIsOne() {
        assertThat(ours())
                .allSatisfy((name, service) ->
                        assertThatCode(() -> settings(service)).as(name).doesNotThrowAnyException());
        Settings streams = settings(service("streams-1"));
        assertThat(streams.topics().replicationFactor()).isEqualTo((short) 3);
        assertThat(streams.streams().applicationServer())
                .contains("streams-1:" + Settings.DEFAULTS.ops().port());
    }

    @Test
    void everyCommandIsUnderstood() {
        assertThat(ours()).allSatisfy((name, service) -> {
            boolean cluster = service.at("build", "target").text().equals("cluster");
            CommandLine program = cluster ? ClusterMain.commandLine() : Main.commandLine();
            String[] words = service.at("command").texts().toArray(String[]::new);
            assertThatCode(() -> program.parseArgs(words)).as(name).doesNotThrowAnyException();
        });
    }

    /** Kafka's own reading of what its image makes of the variables. */
    @Test
    void everyBrokerIsSetUpAsKafkaUnderstandsIt() {
        for (String broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
            Map<String, String> properties = new HashMap<>();
            environment(service(broker)).forEach((name, value) -> {
                if (name.startsWith("KAFKA_")) {
                    properties.put(
                            name.substring("KAFKA_".length())
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', '.'),
                            value);
                }
            });
            KafkaConfig config = new KafkaConfig(properties, false);
            assertThat(config.values().keySet()).as(broker).containsAll(properties.keySet());
            assertThat(properties.get("advertised.listeners")).contains("INSIDE://" + broker + ":9092");
        }
    }

    @Test
    void everyPortThatIsPublishedIsListenedOnAndOnThisMachineAlone() {
        Set<String> inside = Set.of(
                String.valueOf(Settings.DEFAULTS.gateway().port()),
                String.valueOf(Settings.DEFAULTS.ops().port()));
        assertThat(services)
                .allSatisfy((name, service) -> assertThat(service.at("ports").texts())
                        .allSatisfy(port -> {
                            String[] parts = Names.withDefaults(port).split(":", -1);
                            assertThat(parts).as(port).hasSize(3);
                            assertThat(parts[0]).isEqualTo("127.0.0.1");
                            if (ours().containsKey(name) && !name.equals("fcm")) {
                                assertThat(inside).contains(parts[2]);
                            }
                        }));
    }

    @Test
    void whatIsMountedOrWaitedForIsThere() {
        Set<String> volumes = compose.at("volumes").map().keySet();
        assertThat(services).allSatisfy((name, service) -> {
            for (String volume : service.at("volumes").texts()) {
                String source = volume.split(":", -1)[0];
                boolean there =
                        source.startsWith(".") ? Files.exists(Names.DOCKER.resolve(source)) : volumes.contains(source);
                assertThat(there).as("%s: %s", name, volume).isTrue();
            }
            assertThat(services.keySet())
                    .containsAll(service.at("depends_on").map().keySet());
            assertThat(services.keySet()).containsAll(service.at("depends_on").texts());
        });
    }

    @Test
    void theExampleNamesEveryVariableWithItsDefault() {
        Map<String, String> example = Names.read(Names.DOCKER.resolve(".env.example"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
        assertThat(example).isEqualTo(Names.variables(Names.read(FILE)));
    }
}
