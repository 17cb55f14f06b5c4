package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the running process counts, and that the dashboard and the alerts ask for nothing else. */
@TestInstance(Lifecycle.PER_CLASS)
class MetersIT {
    private static final Path DASHBOARD = Path.of("docker", "grafana", "restante.json");
    private static final Path ALERTS = Path.of("docker", "prometheus", "alerts.yaml");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern METRIC = Pattern.compile("\\b(restante|kafka|jvm|process|system)_[a-z0-9_]+");

    private LocalRun restante;

    @BeforeAll
    void run(@TempDir Path data) {
        restante = new LocalRun(data, Map.of());
        restante.rest.post("/v1/mailboxes/counted/messages", "{\"payload\":1,\"id\":\"one\"}");
        restante.rest.post("/v1/mailboxes/counted/messages", "{\"payload\":2,\"id\":\"two\"}");
        restante.rest.post("/v1/mailboxes/counted/acknowledgements", "{\"ids\":[\"one\"]}");
        restante.producer.message("counted", "{not JSON");
        try (var socket = restante.socket()) {
            socket.call("getAvailableMessageCount", "{\"connectionId\":\"counted\"}");
        }
    }

    @AfterAll
    void stop() {
        restante.close();
    }

    private String get(String path) throws IOException, InterruptedException {
        URI address = URI.create(restante.addresses().operations() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                .body();
    }

    private double metric(String line) throws IOException, InterruptedException {
        return get("/metrics")
                .lines()
                .filter(each -> each.startsWith(line + " "))
                .mapToDouble(each -> Double.parseDouble(each.substring(line.length())))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void whatHappenedIsCounted() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(metric("restante_messages_stored_total")).isEqualTo(2);
            assertThat(metric("restante_acknowledgements_total")).isEqualTo(1);
            assertThat(metric("restante_dead_letters_total{room=\"mailbox\"}")).isEqualTo(1);
            assertThat(metric("restante_mailbox_messages")).isEqualTo(1);
            assertThat(metric("restante_mailboxes_holding")).isEqualTo(1);
            assertThat(metric("restante_mailbox_deepest")).isEqualTo(1);
            assertThat(metric("restante_mailbox_oldest_age_seconds")).isPositive();
            assertThat(metric("restante_census_complete")).isEqualTo(1);
            assertThat(metric("restante_applied_lag{topic=\"mailbox.messages\"}"))
                    .isZero();
            assertThat(metric(
                            "restante_rpc_requests_seconds_count{method=\"getAvailableMessageCount\",outcome=\"ok\"}"))
                    .isEqualTo(1);
            assertThat(metric("restante_rest_requests_seconds_count{method=\"POST\","
                            + "route=\"/v1/mailboxes/{mailbox}/messages\",status=\"202\"}"))
                    .isEqualTo(2);
        });
    }

    @Test
    void noMeterNamesAMailbox() throws Exception {
        assertThat(get("/metrics")).contains("restante_").doesNotContain("counted");
    }

    @Test
    void theConsolesStateSaysTheSame() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode state = new ObjectMapper().readTree(get("/console/state"));
            assertThat(state.at("/census/messages").asInt()).isEqualTo(1);
            assertThat(state.at("/deepest/0/mailbox").asText()).isEqualTo("counted");
            assertThat(state.at("/oldest/0/oldest_at").asText()).endsWith("Z");
            assertThat(state.at("/nodes/mailbox-messages-source").asInt()).isEqualTo(3);
            assertThat(state.at("/nodes/dead-letters-sink").asInt()).isEqualTo(1);
        });
    }

    /** The lag is looked at every now and then, and who is in the group is told a moment after it has been agreed on. */
    @Test
    void theClusterIsNamedWithItsTasksAndLag() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode cluster = new ObjectMapper().readTree(get("/cluster"));
            assertThat(cluster.path("state").asText()).isEqualTo("RUNNING");
            assertThat(cluster.path("instances")).hasSize(1);
            assertThat(cluster.at("/instances/0/this").asBoolean()).isTrue();
            assertThat(cluster.path("partitions").findValuesAsText("caught_up")).containsOnly("true");
            assertThat(cluster.at("/partitions/0/inputs").findValuesAsText("topic"))
                    .contains("mailbox.messages");
            assertThat(cluster.at("/threads/0/tasks")).isNotEmpty();
            assertThat(cluster.path("restoring")).isEmpty();
        });
    }

    /** Pauses of the collector are shown once there has been one. */
    @Test
    void theDashboardAsksForNothingThatIsNotThere() throws Exception {
        Set<String> asked = new ObjectMapper()
                .readTree(DASHBOARD.toFile()).findValuesAsText("expr").stream()
                        .flatMap(MetersIT::metrics)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(asked).hasSizeGreaterThan(25);
        System.gc();
        await().atMost(SOON).untilAsserted(() -> assertThat(exposed()).containsAll(asked));
    }

    @Test
    void theAlertsAskForNothingThatIsNotThere() throws Exception {
        List<String> rules =
                new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile()).findValuesAsText("expr");
        assertThat(rules).hasSizeGreaterThan(3);
        assertThat(exposed())
                .containsAll(rules.stream().flatMap(MetersIT::metrics).toList());
    }

    private Set<String> exposed() throws IOException, InterruptedException {
        return metrics(get("/metrics")).collect(Collectors.toSet());
    }

    private static Stream<String> metrics(String text) {
        return METRIC.matcher(text).results().map(MatchResult::group);
    }
}
