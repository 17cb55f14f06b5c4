package io.restante.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restante.base.Payload;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Firebase Cloud Messaging: an HTTP server with the path of its v1 interface and the token endpoint of its accounts. It takes what the real SDK sends, over a real
 * socket, keeps what came, and answers as it is told to.
 */
public final class FcmStandIn implements AutoCloseable {
    private static final Pattern SEND = Pattern.compile("/v1/projects/([^/]+)/messages:send");
    private static final String LOOPBACK = "127.0.0.1";
    private static final String TOKEN = "/token";
    private static final String SHOWN = "/local/push";
    private static final String JSON = "application/json; charset=utf-8";
    private static final int KEPT = 10_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final URI address;
    private final FcmAccount account;
    private final String bearer = "ya29.stand-in-" + UUID.randomUUID();
    private final Deque<Received> received = new ArrayDeque<>();
    private final Map<String, FcmBehaviour> behaviours = new HashMap<>();

    /**
     * A message that came.
     *
     * @param answer what was said to it
     */
    public record Received(Instant at, String project, JsonNode message, String answer) {}

    private FcmStandIn(HttpServer server, URI address, FcmAccount account) {
        this.server = server;
        this.address = address;
        this.account = account;
    }

    /**
     * Starts on any free port, for this machine alone.
     *
     * @param folder where the service account for it is written
     */
    public static FcmStandIn start(Path folder) {
        return start(folder, LOOPBACK, 0, null);
    }

    /**
     * @param folder where the service account for it is written
     * @param port 0 means any free one
     * @param reachedAs where those reach it who send messages; null when that is where it listens
     */
    public static FcmStandIn start(Path folder, String host, int port, @Nullable URI reachedAs) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
            URI address = reachedAs == null
                    ? URI.create("http://" + host + ":" + server.getAddress().getPort())
                    : reachedAs;
            FcmStandIn standIn = new FcmStandIn(server, address, FcmAccount.write(folder, address.resolve(TOKEN)));
            server.createContext("/", standIn::serve);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return standIn;
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in for Firebase could not be started", e);
        }
    }

    /** Where messages are sent to. */
    public URI address() {
        return address;
    }

    /** The file of the service account that it knows. */
    public Path account() {
        return account.file();
    }

    /** What came, the latest last. */
    public synchronized List<Received> received() {
        return new ArrayList<>(received);
    }

    /** From now on messages are answered so; those for one device, where the behaviour names it. */
    public synchronized void behave(FcmBehaviour behaviour) {
        behaviours.put(behaviour.token().orElse(""), behaviour);
    }

    /** From now on every message is taken. */
    public synchronized void behaveWell() {
        behaviours.clear();
    }

    /** What came, as one JSON object. */
    public byte[] shown() {
        List<Received> all = received();
        return JsonText.object(json -> json.put("stand_in", address().toString())
                .put("received", all.size())
                .putObjects("messages", all, (each, one) -> each.put("at", one.at())
                        .put("project", one.project())
                        .put("token", one.message().path("token").asText())
                        .put("answer", one.answer())
                        .put("message", new Payload(one.message().toString().getBytes(StandardCharsets.UTF_8)))));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String asked = exchange.getRequestMethod() + " " + path;
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (asked.equals("POST " + TOKEN)) {
                token(exchange, new String(body, StandardCharsets.UTF_8));
            } else if (exchange.getRequestMethod().equals("POST")
                    && SEND.matcher(path).matches()) {
                send(exchange, path.split("/", -1)[3], MAPPER.readTree(body).path("message"));
            } else if (asked.equals("GET " + SHOWN)) {
                answer(exchange, 200, shown());
            } else if (asked.equals("POST " + SHOWN)) {
                told(exchange, body);
            } else {
                answer(exchange, 404, error(404, "NOT_FOUND", Optional.empty(), "There is nothing at " + path));
            }
        }
    }

    private void told(HttpExchange exchange, byte[] body) throws IOException {
        try {
            FcmBehaviour behaviour = FcmBehaviour.of(JsonObject.parse(body));
            if (behaviour.answer() == FcmBehaviour.Kind.SENT
                    && behaviour.token().isEmpty()) {
                behaveWell();
            } else {
                behave(behaviour);
            }
            answer(exchange, 204, new byte[0]);
        } catch (MalformedException e) {
            answer(exchange, 400, (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A token for whoever shows an assertion that the account's key has signed. */
    private void token(HttpExchange exchange, String form) throws IOException {
        Optional<String> assertion = List.of(form.split("&", -1)).stream()
                .filter(field -> field.startsWith("assertion="))
                .map(field -> URLDecoder.decode(field.substring("assertion=".length()), StandardCharsets.UTF_8))
                .findFirst();
        if (assertion.filter(account::signed).isPresent()) {
            answer(exchange, 200, JsonText.object(json -> json.put("access_token", bearer)
                    .put("expires_in", 3_600)
                    .put("token_type", "Bearer")));
        } else {
            answer(exchange, 400, JsonText.object(json -> json.put("error", "invalid_grant")
                    .put("error_description", "The assertion is not signed by the account's key.")));
        }
    }

    private void send(HttpExchange exchange, String project, JsonNode message) throws IOException {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!authorization.equals("Bearer " + bearer)) {
            answer(exchange, 401, error(401, "UNAUTHENTICATED", Optional.empty(), "Who asks?"));
            return;
        }
        FcmBehaviour behaviour = behaviour(message.path("token").asText());
        LockSupport.parkNanos(behaviour.delay().toNanos());
        keep(new Received(Instant.now(), project, message, behaviour.answer().name()));
        behaviour.retryAfter().ifPresent(wait -> exchange.getResponseHeaders()
                .set("Retry-After", Long.toString(wait.toSeconds())));
        FcmBehaviour.Kind kind = behaviour.answer();
        if (kind == FcmBehaviour.Kind.SENT) {
            String name = "projects/" + project + "/messages/" + UUID.randomUUID();
            answer(exchange, 200, JsonText.object(json -> json.put("name", name)));
        } else if (kind == FcmBehaviour.Kind.HTML) {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            answer(exchange, kind.status(), "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
        } else {
            answer(
                    exchange,
                    kind.status(),
                    error(kind.status(), kind.word(), kind.detail(), "The stand-in was told to say so."));
        }
    }

    private synchronized void keep(Received one) {
        received.addLast(one);
        if (received.size() > KEPT) {
            received.removeFirst();
        }
    }

    /** What was told for the device goes before what was told for all; told for so many times, it ends after them. */
    private synchronized FcmBehaviour behaviour(String device) {
        String whose = behaviours.containsKey(device) ? device : "";
        FcmBehaviour told = behaviours.getOrDefault(whose, FcmBehaviour.TAKES);
        told.once().ifPresentOrElse(left -> behaviours.put(whose, left), () -> behaviours.remove(whose));
        return told;
    }

    private static byte[] error(int code, String status, Optional<String> detail, String sentence) {
        return JsonText.object(json -> json.putObject("error", error -> {
            error.put("code", code).put("message", sentence).put("status", status);
            if (detail.isPresent()) {
                error.putObjects("details", List.of(detail.get()), (each, word) -> each.put(
                                "@type", "type.googleapis.com/google.firebase.fcm.v1.FcmError")
                        .put("errorCode", word));
            }
        }));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        if (!exchange.getResponseHeaders().containsKey("Content-Type")) {
            exchange.getResponseHeaders().set("Content-Type", JSON);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
