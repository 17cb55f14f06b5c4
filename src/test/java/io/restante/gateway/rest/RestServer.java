package io.restante.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.restante.gateway.Access;
import io.restante.gateway.TokensInMemory;
import io.restante.query.GroupsInMemory;
import io.restante.query.OlderBy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;

/** The gateway on a real server on a free port, with mailboxes in memory, and a client for it. */
final class RestServer implements AutoCloseable {
    /** How old what a standby copy says is. */
    static final Duration AGE = Duration.ofMillis(1_500);

    static final RestRules RULES = new RestRules(2_000, 5, Duration.ofMillis(50));

    final MailboxesInMemory mailboxes = new MailboxesInMemory();
    final LiveSessionsInMemory sessions = new LiveSessionsInMemory();
    final HistoriesInMemory histories = new HistoriesInMemory();
    final DeadLettersInMemory deadLetters = new DeadLettersInMemory();
    final RecordsInMemory log = new RecordsInMemory();
    final HttpClient client = HttpClient.newHttpClient();
    private final RestGateway gateway;
    private final Javalin server;

    RestServer() {
        this(new TokensInMemory());
    }

    RestServer(Access access) {
        this(access, RULES);
    }

    RestServer(Access access, RestRules rules) {
        var clock = InstantSource.fixed(MailboxesInMemory.RECEIVED.plusSeconds(42));
        gateway = new RestGateway(
                mailboxes,
                sessions,
                mailboxes,
                new OlderBy(mailboxes, new GroupsInMemory(), AGE),
                histories,
                deadLetters,
                log,
                access,
                rules,
                clock);
        server = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    gateway.register(config);
                    gateway.complete(config);
                })
                .start("127.0.0.1", 0);
    }

    RestGateway gateway() {
        return gateway;
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body), headers);
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Override
    public void close() {
        gateway.close();
        server.stop();
    }
}
