package io.restante.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.restante.app.ClusterMain;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Kubernetes manifests: complete, consistent with each other and with the program. What a cluster makes of them is not tried here. */
class KubernetesTest {
    private static final Path FOLDER = Names.DOCKER.resolve("k8s");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    private final Yaml kustomization = Yaml.document(FOLDER.resolve(KUSTOMIZATION));
    private final List<Yaml> objects = kustomization.at("resources").texts().stream()
            .flatMap(file -> Yaml.documents(FOLDER.resolve(file)).stream())
            .toList();

    private Stream<Yaml> of(String kind) {
        return objects.stream().filter(each -> each.at("kind").text().equals(kind));
    }

    private List<Yaml> workloads() {
        return Stream.concat(of("StatefulSet"), of("Deployment")).toList();
    }

    private static String name(Yaml object) {
        return object.at("metadata", "name").text();
    }

    private static Yaml pod(Yaml workload) {
        return workload.at("spec", "template", "spec");
    }

    private static Yaml container(Yaml workload) {
        List<Yaml> containers = pod(workload).at("containers").list();
        assertThat(containers).hasSize(1);
        return containers.getFirst();
    }

    private static Map<String, String> ports(Yaml workload) {
        return container(workload).at("ports").list().stream()
                .collect(Collectors.toMap(port -> port.at("name").text(), port -> port.at("containerPort")
                        .text()));
    }

    private Map<String, String> environment(Yaml workload) {
        Map<String, String> variables = new HashMap<>();
        for (Yaml from : container(workload).at("envFrom").list()) {
            String map = from.at("configMapRef", "name").text();
            Yaml shared = of("ConfigMap")
                    .filter(each -> name(each).equals(map))
                    .findFirst()
                    .orElseThrow();
            shared.at("data").map().forEach((name, value) -> variables.put(name, value.text()));
        }
        for (Yaml variable : container(workload).at("env").list()) {
            String value = variable.at("value").there() ? variable.at("value").text() : name(workload) + "-0";
            variables.put(variable.at("name").text(), value.replace("$(POD_NAME)", name(workload) + "-0"));
        }
        return variables;
    }

    @Test
    void everyFileIsAResource() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals(KUSTOMIZATION)))
                    .containsExactlyInAnyOrderElementsOf(
                            kustomization.at("resources").texts());
        }
        assertThat(objects.stream().map(each -> each.at("kind").text() + " " + name(each)))
                .doesNotHaveDuplicates();
    }

    @Test
    void theImageIsPinnedToThisVersion() {
        Yaml image = kustomization.at("images").list().getFirst();
        assertThat(image.at("newTag").text()).isEqualTo(Names.version());
        assertThat(workloads()).allSatisfy(workload -> assertThat(
                        container(workload).at("image").text())
                .isEqualTo(image.at("name").text()));
    }

    @Test
    void everySettingIsOneAndEveryCommandIsUnderstood() {
        assertThat(workloads()).hasSize(3).allSatisfy(workload -> {
            Settings settings = SettingsReader.read(Optional.empty(), environment(workload), Map.of());
            assertThat(settings.auth().closed()).as(name(workload)).isTrue();
            String[] words = container(workload).at("args").texts().toArray(String[]::new);
            assertThatCode(() -> ClusterMain.commandLine().parseArgs(words)).doesNotThrowAnyException();
        });
    }

    @Test
    void everyProbeAsksAPortAndAPathThatAreThere() {
        String ops = String.valueOf(Settings.DEFAULTS.ops().port());
        assertThat(workloads()).allSatisfy(workload -> {
            Map<String, String> paths = Map.of(
                    "startupProbe", "/health/live", "livenessProbe", "/health/live", "readinessProbe", "/health/ready");
            paths.forEach((probe, path) -> {
                Yaml asked = container(workload).at(probe, "httpGet");
                assertThat(asked.at("path").text()).as(probe).isEqualTo(path);
                assertThat(ports(workload).get(asked.at("port").text())).isEqualTo(ops);
            });
            Yaml notes = workload.at("spec", "template", "metadata", "annotations");
            assertThat(notes.at("prometheus.io/port").text()).isEqualTo(ops);
        });
    }

    @Test
    void selectorsFindPods() {
        Set<Map<String, Yaml>> pods = workloads().stream()
                .map(workload ->
                        workload.at("spec", "template", "metadata", "labels").map())
                .collect(Collectors.toSet());
        assertThat(workloads()).allSatisfy(workload -> assertThat(
                        workload.at("spec", "selector", "matchLabels").map())
                .isEqualTo(workload.at("spec", "template", "metadata", "labels").map()));
        assertThat(of("Service")).allSatisfy(service -> assertThat(pods)
                .contains(service.at("spec", "selector").map()));
        assertThat(of("PodDisruptionBudget")).hasSize(3).allSatisfy(budget -> assertThat(pods)
                .contains(budget.at("spec", "selector", "matchLabels").map()));
        assertThat(of("Service")).allSatisfy(service -> {
            Yaml workload = workloads().stream()
                    .filter(each -> each.at("spec", "selector", "matchLabels")
                            .map()
                            .equals(service.at("spec", "selector").map()))
                    .findFirst()
                    .orElseThrow();
            assertThat(service.at("spec", "ports").list()).allSatisfy(port -> assertThat(ports(workload))
                    .containsKey(port.at("targetPort").text()));
        });
    }

    @Test
    void statefulSetsHaveAServiceThatNamesTheirPods() {
        assertThat(of("StatefulSet")).allSatisfy(set -> {
            Yaml service = of("Service")
                    .filter(each ->
                            name(each).equals(set.at("spec", "serviceName").text()))
                    .findFirst()
                    .orElseThrow();
            assertThat(service.at("spec", "clusterIP").text()).isEqualTo("None");
        });
        Yaml streams = of("StatefulSet")
                .filter(each -> name(each).equals("restante-streams"))
                .findFirst()
                .orElseThrow();
        assertThat(environment(streams))
                .containsEntry("RESTANTE_STREAMS_APPLICATION_SERVER", "restante-streams-0.restante-streams:8081")
                .containsEntry("RESTANTE_STREAMS_INSTANCE_ID", "restante-streams-0");
        assertThat(streams.at("spec", "volumeClaimTemplates").list()).hasSize(1);
    }

    @Test
    void whatIsMountedIsThereAndTheRestIsReadOnly() {
        String guide = Names.read(Names.DOCKER.resolve("README.md"));
        assertThat(workloads()).allSatisfy(workload -> {
            Set<String> volumes = Stream.concat(
                            pod(workload).at("volumes").list().stream()
                                    .map(each -> each.at("name").text()),
                            workload.at("spec", "volumeClaimTemplates").list().stream()
                                    .map(KubernetesTest::name))
                    .collect(Collectors.toSet());
            Map<String, String> mounts = container(workload).at("volumeMounts").list().stream()
                    .collect(Collectors.toMap(each -> each.at("name").text(), each -> each.at("mountPath")
                            .text()));
            assertThat(mounts.keySet()).isEqualTo(volumes);
            assertThat(mounts).containsEntry("data", "/data").containsEntry("tmp", "/tmp");
            Yaml security = container(workload).at("securityContext");
            assertThat(security.at("readOnlyRootFilesystem").value()).isEqualTo(true);
            for (Yaml volume : pod(workload).at("volumes").list()) {
                if (volume.at("secret").there()) {
                    assertThat(guide)
                            .contains("secret generic "
                                    + volume.at("secret", "secretName").text());
                }
            }
        });
    }

    @Test
    void aPodIsGivenMoreTimeToEndThanItTakesToSendClientsAway() {
        assertThat(workloads()).allSatisfy(workload -> assertThat(Duration.ofSeconds(Long.parseLong(
                        pod(workload).at("terminationGracePeriodSeconds").text())))
                .isGreaterThan(Settings.DEFAULTS.gateway().drain().plusSeconds(10)));
    }

    /** What kustomize makes of it is tried in DockerFilesIT; here, that its names lead somewhere. */
    @Test
    void withTlsEverySettingIsOneAndItsFilesAreMounted() {
        Path folder = Names.DOCKER.resolve("k8s-tls");
        Map<String, String> shared = new HashMap<>();
        Yaml settings = Yaml.document(folder.resolve("settings.yaml"));
        settings.at("data").map().forEach((name, value) -> shared.put(name, value.text()));
        Settings read = SettingsReader.read(Optional.empty(), shared, Map.of());
        assertThat(read.ops().tls().on()).isTrue();
        assertThat(read.gateway().tls().on()).isTrue();
        assertThat(of("ConfigMap").map(KubernetesTest::name)).contains(name(settings));
        Yaml workload = Yaml.document(folder.resolve("workload.yaml"));
        assertThat(workloads())
                .allSatisfy(each -> assertThat(container(each).at("name").text())
                        .isEqualTo(container(workload).at("name").text()));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container(workload).at(probe, "httpGet", "scheme").text())
                    .isEqualTo("HTTPS");
        }
        String mounted = container(workload)
                .at("volumeMounts")
                .list()
                .getFirst()
                .at("mountPath")
                .text();
        assertThat(shared.values()).allSatisfy(file -> assertThat(file).startsWith(mounted + "/"));
        assertThat(Names.read(Names.DOCKER.resolve("README.md")))
                .contains("secret generic "
                        + pod(workload)
                                .at("volumes")
                                .list()
                                .getFirst()
                                .at("secret", "secretName")
                                .text());
    }
}
