package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.TokensInMemory;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every route. */
class DoorTest {
    private static final String BOX = "/v1/mailboxes/box";
    private static final String PAGE = "https://app.example";

    private static RestServer server(DoorRules door) {
        return new RestServer(
                new TokensInMemory()
                        .with("anybody", Caller.ANYBODY)
                        .with(
                                "alice",
                                new Caller("alice", Set.of(), Set.of(), MailboxScope.EVERY_MAILBOX, Optional.empty())),
                new RestRules(2_000, 5, Duration.ofMillis(50), 10_000, door));
    }

    private static HttpResponse<String> send(RestServer server, String method, String path, String... headers)
            throws Exception {
        String[] all = Stream.concat(Stream.of(headers), Stream.of("Authorization", "Bearer anybody"))
                .toArray(String[]::new);
        return server.send(method, path, BodyPublishers.noBody(), all);
    }

    private static HttpResponse<String> get(RestServer server, String path) throws Exception {
        return send(server, "GET", path);
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void everyAnswerKeepsBrowsersFromGuessing() throws Exception {
        try (RestServer server = server(DoorRules.DEFAULTS)) {
            for (String path : List.of(BOX, "/nowhere", "/openapi.yaml", "/docs", "/v1/mailboxes/%ff")) {
                HttpResponse<String> response = get(server, path);
                assertThat(header(response, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
                assertThat(header(response, "Content-Security-Policy")).as(path).contains("frame-ancestors 'none'");
                assertThat(header(response, "Server")).as(path).isEmpty();
            }
            assertThat(header(get(server, BOX), "Cache-Control")).isEqualTo("no-store");
        }
    }

    @Test
    void aHeadHasTheHeadersOfTheGetAndNoBody() throws Exception {
        try (RestServer server = server(DoorRules.DEFAULTS)) {
            HttpResponse<String> head = send(server, "HEAD", BOX);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "Content-Type")).isEqualTo("application/json");
            assertThat(header(head, "Content-Length"))
                    .isEqualTo(header(get(server, BOX), "Content-Length"))
                    .isNotEmpty();
            HttpResponse<String> stream = send(server, "HEAD", BOX + "/stream");
            assertThat(stream.statusCode()).isEqualTo(200);
            assertThat(header(stream, "Content-Type")).startsWith("text/event-stream");
            assertThat(server.sessions.opened()).isEmpty();
        }
    }

    @Test
    void optionsTellWhatAPathAllows() throws Exception {
        try (RestServer server = server(DoorRules.DEFAULTS)) {
            HttpResponse<String> options = send(server, "OPTIONS", BOX + "/messages");
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(header(options, "Allow").split(", "))
                    .containsExactlyInAnyOrder("GET", "HEAD", "POST", "DELETE", "OPTIONS");
            assertThat(send(server, "OPTIONS", "/nowhere").statusCode()).isEqualTo(404);
            HttpResponse<String> put = send(server, "PUT", BOX + "/messages");
            assertThat(put.statusCode()).isEqualTo(405);
            assertThat(header(put, "Allow")).contains("POST");
        }
    }

    @Test
    void pagesOfOtherOriginsMayAskWhenTheSettingSaysSo() throws Exception {
        String[] preflight = {
            "Origin", PAGE, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization"
        };
        try (RestServer server = server(new DoorRules(List.of(PAGE), 0, 10, false, SenderRules.DEFAULTS))) {
            HttpResponse<String> asked = send(server, "OPTIONS", BOX + "/take", preflight);
            assertThat(asked.statusCode()).isIn(200, 204);
            assertThat(header(asked, "Access-Control-Allow-Origin")).isEqualTo(PAGE);
            assertThat(header(asked, "Access-Control-Allow-Headers")).containsIgnoringCase("authorization");
            assertThat(header(asked, "Access-Control-Allow-Methods")).contains("POST");
            assertThat(header(send(server, "GET", BOX, "Origin", PAGE), "Access-Control-Allow-Origin"))
                    .isEqualTo(PAGE);
            assertThat(header(send(server, "GET", "/nowhere", "Origin", PAGE), "Access-Control-Allow-Origin"))
                    .isEqualTo(PAGE);
            assertThat(header(
                            send(server, "GET", BOX, "Origin", "https://other.example"), "Access-Control-Allow-Origin"))
                    .isEmpty();
        }
        try (RestServer server = server(DoorRules.DEFAULTS)) {
            assertThat(header(send(server, "OPTIONS", BOX + "/take", preflight), "Access-Control-Allow-Origin"))
                    .isEmpty();
        }
    }

    @Test
    void aCallerThatAsksTooMuchIsToldWhenToComeBackAndNobodyElseIs() throws Exception {
        try (RestServer server = server(new DoorRules(List.of(), 3, 10, false, SenderRules.DEFAULTS))) {
            HttpResponse<String> last = get(server, BOX);
            for (int i = 0; i < 50 && last.statusCode() == 200; i++) {
                last = get(server, BOX);
            }
            assertThat(last.statusCode()).isEqualTo(429);
            assertThat(header(last, "Retry-After")).isEqualTo("1");
            assertThat(json(last).get("type").textValue()).endsWith(":too-many-requests");
            assertThat(server.send("GET", BOX, BodyPublishers.noBody(), "Authorization", "Bearer alice")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void streamsOfOneCallerAreCounted() {
        var limits = new CallerLimits(new DoorRules(List.of(), 0, 2, false, SenderRules.DEFAULTS), () -> 0);
        assertThat(limits.streamOpens("a")).isTrue();
        assertThat(limits.streamOpens("a")).isTrue();
        assertThat(limits.streamOpens("a")).isFalse();
        assertThat(limits.streamOpens("b")).isTrue();
        limits.streamEnds("a");
        assertThat(limits.streamOpens("a")).isTrue();
        limits.streamEnds("a");
        limits.streamEnds("a");
        limits.streamEnds("b");
        assertThat(limits.known()).isZero();
    }

    @Test
    void aSecondsWorthMayComeAtOnceAndThenSoManyASecond() {
        var now = new AtomicLong(-5);
        var limits = new CallerLimits(new DoorRules(List.of(), 10, 1, false, SenderRules.DEFAULTS), now::get);
        for (int i = 0; i < 10; i++) {
            assertThat(limits.request("a")).as("%d", i).isEmpty();
        }
        assertThat(limits.request("a")).contains(Duration.ofMillis(100));
        now.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(limits.request("a")).isEmpty();
        assertThat(limits.request("a")).isPresent();
        assertThat(limits.request("b")).isEmpty();
    }

    @Test
    void whoIsSilentIsForgotten() {
        var now = new AtomicLong();
        var limits = new CallerLimits(new DoorRules(List.of(), 10, 1, false, SenderRules.DEFAULTS), now::get);
        for (int i = 0; i < 10_000; i++) {
            limits.request("caller " + i);
        }
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        limits.request("last");
        assertThat(limits.known()).isEqualTo(1);
    }
}
