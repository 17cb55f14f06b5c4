package io.restante.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.app.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Prometheus and Grafana beside the compose file: they look where something is. */
class MonitoringTest {
    private static final Path PROMETHEUS = Names.DOCKER.resolve("prometheus");
    private static final Path PROVISIONING = Names.DOCKER.resolve(Path.of("grafana", "provisioning"));

    private final Yaml services =
            Yaml.document(Names.DOCKER.resolve("compose.yaml")).at("services");
    private final Yaml prometheus = Yaml.document(PROMETHEUS.resolve("prometheus.yaml"));

    @Test
    void everyProcessIsScrapedOnItsOperationsPort() {
        Set<String> targets = prometheus.at("scrape_configs").list().stream()
                .flatMap(job -> job.at("static_configs").list().stream())
                .flatMap(group -> group.at("targets").texts().stream())
                .collect(Collectors.toSet());
        Set<String> running = services.map().entrySet().stream()
                .filter(each -> each.getValue().at("command").texts().contains("run"))
                .map(each -> each.getKey() + ":" + Settings.DEFAULTS.ops().port())
                .collect(Collectors.toSet());
        assertThat(targets).isEqualTo(running);
    }

    /** The alerts ask for this job by its name. */
    @Test
    void theRulesAreWhereTheyAreLookedFor() {
        List<String> rules = prometheus.at("rule_files").texts();
        assertThat(rules).isNotEmpty().allSatisfy(rule -> assertThat(
                        PROMETHEUS.resolve(Path.of("/etc/prometheus").relativize(Path.of(rule))))
                .isRegularFile());
        assertThat(prometheus
                        .at("scrape_configs")
                        .list()
                        .getFirst()
                        .at("job_name")
                        .text())
                .isEqualTo("restante");
        assertThat(Names.read(PROMETHEUS.resolve("alerts.yaml"))).contains("up{job=\"restante\"}");
    }

    @Test
    void grafanaFindsItsSourceAndItsDashboard() {
        Yaml source = Yaml.document(PROVISIONING.resolve(Path.of("datasources", "prometheus.yaml")))
                .at("datasources")
                .list()
                .getFirst();
        assertThat(source.at("url").text()).isEqualTo("http://prometheus:9090");
        assertThat(services.map()).containsKey("prometheus");
        String folder = Yaml.document(PROVISIONING.resolve(Path.of("dashboards", "restante.yaml")))
                .at("providers")
                .list()
                .getFirst()
                .at("options", "path")
                .text();
        assertThat(services.at("grafana", "volumes").texts())
                .contains("./grafana/restante.json:" + folder + "/restante.json:ro");
        assertThat(services.at("grafana", "environment", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                        .text())
                .isEqualTo(folder + "/restante.json");
    }
}
