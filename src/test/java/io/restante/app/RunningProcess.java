package io.restante.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.local.Addresses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything in one process on free ports, ready, with an HTTP client for it. */
final class RunningProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final HttpClient client = HttpClient.newHttpClient();
    private final LocalProcess process;

    /** @param settings beyond ports and folder, as on the command line */
    RunningProcess(Path data, Map<String, String> settings) {
        Map<String, String> given = new HashMap<>(settings);
        given.put("data", data.toString());
        given.put("gateway.port", "0");
        given.put("ops.port", "0");
        process = new LocalProcess(LocalProcess.settings(Optional.empty(), given), 0);
        process.awaitReady();
    }

    Addresses addresses() {
        return process.addresses();
    }

    /** Each a method and a path as it was declared. */
    Set<String> routes() {
        return process.routes();
    }

    URI rest(String path) {
        return process.addresses().gateway().resolve(path);
    }

    /** Opens a socket of the mailbox protocol. */
    RpcSocketClient rpc() {
        return new RpcSocketClient(
                client,
                URI.create("ws://127.0.0.1:" + process.addresses().gateway().getPort() + "/"));
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.ofString(json)).build(), BodyHandlers.ofByteArray());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(rest(path)).timeout(Duration.ofSeconds(30));
    }

    static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.close();
    }
}
