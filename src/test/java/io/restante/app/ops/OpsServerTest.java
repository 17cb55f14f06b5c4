package io.restante.app.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restante.app.console.ConsoleSources;
import io.restante.base.Rejection;
import io.restante.contract.MalformedException;
import io.restante.gateway.AccessException;
import io.restante.gateway.RefusedException;
import io.restante.gateway.access.OpenAccess;
import io.restante.query.UnavailableException;
import io.restante.topology.TopologyRenderer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpsServerTest {
    private static final OpsAddress ANY = new OpsAddress("127.0.0.1", 0);

    private volatile Optional<String> death = Optional.empty();
    private volatile Optional<String> trouble = Optional.empty();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final OpsServer ops = OpsServer.start(ANY, sources());

    private OpsSources sources() {
        return new OpsSources(
                List.of(new HealthCheck("threads", () -> death)),
                List.of(
                        new HealthCheck("log", Optional::empty),
                        new HealthCheck("streams", () -> trouble),
                        new HealthCheck("odd", () -> {
                            if (trouble.filter("break"::equals).isPresent()) {
                                throw new IllegalStateException("secret");
                            }
                            return Optional.empty();
                        })),
                metrics,
                new TopologyRenderer(new Topology().addSource("in", "a.topic").describe()),
                new TopologyRenderer(
                        new Topology().addSource("relays", "another.topic").describe()),
                () -> "{\"instances\":[]}",
                new ConsoleSources(
                        () -> "{\"now\":{}}".getBytes(StandardCharsets.UTF_8),
                        () -> "{\"past\":[]}".getBytes(StandardCharsets.UTF_8),
                        "<svg/>",
                        Optional::empty,
                        Optional::empty,
                        () -> new OpenAccess(Optional.empty())),
                Optional.of(this::answer));
    }

    /** Knows one asker, and does as it is asked. */
    private byte[] answer(byte[] question, Optional<String> token) throws AccessException, MalformedException {
        if (!token.equals(Optional.of("ours"))) {
            throw new AccessException("secret");
        }
        return switch (new String(question, StandardCharsets.UTF_8)) {
            case "not now" -> throw new UnavailableException("secret", Duration.ofSeconds(1));
            case "nonsense" -> throw new MalformedException("ask", "secret");
            case "not yours" -> throw new RefusedException(new Rejection("not-authorised", "secret"));
            default -> question;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "well, ours, 200",
        "not now, ours, 503",
        "nonsense, ours, 400",
        "not yours, ours, 403",
        "well, theirs, 401"
    })
    void answersOtherInstances(String question, String token, int status) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.port() + "/internal/questions"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(question))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @AfterEach
    void stop() {
        ops.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.port() + path))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void drawsTheTopologyOfEitherApplication() throws Exception {
        assertThat(get("/topology").body()).contains("a.topic").doesNotContain("another.topic");
        assertThat(get("/topology?application=settlement&format=text").body()).contains("another.topic");
        assertThat(get("/topology?application=nonsense").statusCode()).isEqualTo(400);
        assertThat(get("/topology?application=nonsense").body())
                .isEqualTo("application: expected delivery or settlement, got \"nonsense\"\n");
    }

    @Test
    void livesAsLongAsItAnswers() throws Exception {
        trouble = Optional.of("The stores are being restored.");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/live").body())
                .isEqualTo("{\"live\":true,\"checks\":[{\"name\":\"threads\",\"live\":true}]}");
    }

    @Test
    void isNotLiveWhenOnlyANewProcessCanMendIt() throws Exception {
        death = Optional.of("Every thread is dead.");
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").body()).contains("\"live\":false,\"detail\":\"Every thread is dead.\"");
    }

    @Test
    void isReadyWhenEveryPartIs() throws Exception {
        var response = get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"ready\":true,\"checks\":[{\"name\":\"log\",\"ready\":true},"
                        + "{\"name\":\"streams\",\"ready\":true},{\"name\":\"odd\",\"ready\":true}]}");
    }

    @Test
    void saysWhichPartIsNotReady() throws Exception {
        trouble = Optional.of("The stores are being restored.");
        var response = get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("\"ready\":false,\"checks\"")
                .contains("{\"name\":\"streams\",\"ready\":false,\"detail\":\"The stores are being restored.\"}");
    }

    @Test
    void aCheckThatFailsIsAPartThatIsNotReady() throws Exception {
        trouble = Optional.of("break");
        var response = get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("{\"name\":\"odd\",\"ready\":false")
                .doesNotContain("secret");
    }

    @Test
    void showsTheMetrics() throws Exception {
        metrics.counter("restante.added").increment();
        var response = get("/metrics");
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
        assertThat(response.body()).contains("restante_added_total 1.0");
    }

    @Test
    void showsTheTopologyInEveryFormat() throws Exception {
        assertThat(get("/topology").body()).startsWith("{\"subtopologies\"");
        assertThat(get("/topology?format=json").body())
                .isEqualTo(get("/topology").body());
        assertThat(get("/topology?format=mermaid").body()).startsWith("flowchart");
        assertThat(get("/topology?format=text").body()).contains("source in");
        var svg = get("/topology?format=svg");
        assertThat(svg.headers().firstValue("content-type")).hasValue("image/svg+xml");
        assertThat(svg.body()).startsWith("<svg");
        assertThat(get("/topology?format=png").statusCode()).isEqualTo(400);
    }

    @Test
    void showsTheCluster() throws Exception {
        assertThat(get("/cluster").body()).isEqualTo("{\"instances\":[]}");
    }

    @Test
    void servesThePageWithNothingFromElsewhere() throws Exception {
        var page = get("/");
        assertThat(page.headers().firstValue("content-type").orElse("")).startsWith("text/html");
        assertThat(page.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(page.body())
                .contains("/console/assets/console.js")
                .doesNotContain("http://", "https://", "<style", "onclick");
        var script = get("/console/assets/console.js");
        assertThat(script.headers().firstValue("content-type").orElse("")).startsWith("text/javascript");
        assertThat(get("/console/assets/OpsServer.class").statusCode()).isEqualTo(404);
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() throws Exception {
        URI style = URI.create("http://127.0.0.1:" + ops.port() + "/console/assets/console.css");
        String tag =
                get("/console/assets/console.css").headers().firstValue("etag").orElseThrow();
        var request = HttpRequest.newBuilder(style).header("If-None-Match", tag).build();
        var again = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void pagesFollowTheState() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ops.port() + "/console/events"))
                .build();
        try (var lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            assertThat(lines.filter(line -> line.startsWith("data:")).limit(2))
                    .hasSize(2)
                    .allMatch("data: {\"now\":{}}"::equals);
        }
    }

    @Test
    void saysHowToChooseAnotherPortWhenItsOwnIsTaken() {
        var taken = new OpsAddress("127.0.0.1", ops.port());
        assertThatThrownBy(() -> OpsServer.start(taken, sources()))
                .isInstanceOf(OpsPortException.class)
                .hasMessageContaining(
                        "The operations port " + ops.port() + " of 127.0.0.1 cannot be opened (Address already in use")
                .hasMessageContaining("--ops-port");
    }
}
