package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code restante local} in several processes: they work together, one may fail, and none outlives the command. */
@Tag("slow")
@Timeout(420)
class SeveralOnOneMachineIT {
    private static final Duration START = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Pattern ROW = Pattern.compile("  ([a-z]+(?:-\\d)?) +(\\d+)  (\\S+)");

    private record Part(long pid, String address) {
        boolean running() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    /** The command, and what it said of its processes. */
    private static final class Command implements AutoCloseable {
        final Process process;
        private final List<String> lines = new ArrayList<>();

        Command(Path data, String... more) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx128m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    io.restante.app.Main.class.getName(),
                    "local",
                    "--data",
                    data.toString()));
            command.addAll(List.of("--port", "0", "--ops-port", "0", "--kafka-port", "0"));
            command.addAll(List.of(more));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread.ofPlatform().daemon().name("command-output").start(this::listen);
        }

        private void listen() {
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    synchronized (this) {
                        lines.add(line);
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        synchronized List<String> said() {
            return List.copyOf(lines);
        }

        Map<String, Part> awaitParts(int count) {
            await().atMost(START)
                    .failFast("the command ended", () -> !process.isAlive())
                    .untilAsserted(() -> assertThat(parts()).as("%s", said()).hasSize(count));
            return parts();
        }

        private Map<String, Part> parts() {
            Map<String, Part> parts = new LinkedHashMap<>();
            for (String line : said()) {
                Matcher row = ROW.matcher(line);
                if (row.matches()) {
                    parts.put(row.group(1), new Part(Long.parseLong(row.group(2)), row.group(3)));
                }
            }
            return parts;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> ask(Part gateway, String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(gateway.address() + path)).timeout(Duration.ofSeconds(10));
        return http.send(
                body.isEmpty()
                        ? request.build()
                        : request.POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    private void awaitCount(Part gateway, int count) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(
                        ask(gateway, "/v1/mailboxes/alice", "").body())
                .contains("\"message_count\":" + count));
    }

    private void send(Part gateway, String id) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> assertThat(ask(
                                gateway,
                                "/v1/mailboxes/alice/messages",
                                "{\"id\":\"" + id + "\",\"payload\":1,\"push\":{\"type\":\"fcm\",\"token\":\"t\"}}")
                        .statusCode())
                .isEqualTo(202));
    }

    private static Part part(Map<String, Part> parts, String name) {
        return java.util.Objects.requireNonNull(parts.get(name), name);
    }

    @Test
    void theyWorkTogetherOneMayFailAndAKilledParentTakesThemAlong(@TempDir Path data) throws Exception {
        try (Command command = new Command(data, "--brokers", "3", "--streams", "2", "--gateways", "2")) {
            Map<String, Part> parts = command.awaitParts(8);
            assertThat(parts.keySet())
                    .containsExactly(
                            "broker-1",
                            "broker-2",
                            "broker-3",
                            "streams-1",
                            "streams-2",
                            "gateway-1",
                            "gateway-2",
                            "push");
            send(part(parts, "gateway-1"), "a");
            awaitCount(part(parts, "gateway-2"), 1);
            String firebase = command.said().stream()
                    .filter(line -> line.startsWith("  firebase"))
                    .map(line -> line.split(" +", -1)[2])
                    .findFirst()
                    .orElseThrow();
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            ask(new Part(0, firebase), "", "").body())
                    .contains("\"token\":\"t\""));
            ProcessHandle.of(part(parts, "broker-2").pid()).orElseThrow().destroyForcibly();
            ProcessHandle.of(part(parts, "streams-2").pid()).orElseThrow().destroyForcibly();
            send(part(parts, "gateway-2"), "b");
            awaitCount(part(parts, "gateway-1"), 2);
            assertThat(command.said()).anyMatch(line -> line.startsWith("streams-2 ended with exit code 137"));
            command.process.destroyForcibly();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(parts.values()).noneMatch(Part::running));
        }
    }

    @Test
    void toldToStopItEndsThemInOrder(@TempDir Path data) throws Exception {
        try (Command command = new Command(data, "--gateways", "1", "--set", "gateway.drain=PT0.1S")) {
            Map<String, Part> parts = command.awaitParts(4);
            command.process.toHandle().destroy();
            assertThat(command.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(parts.values()).noneMatch(Part::running);
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(command.said().stream()
                            .filter(line -> line.contains(" ended with exit code "))
                            .map(line -> line.split(" ", -1)[0]))
                    .containsExactly("gateway-1", "push", "streams-1", "broker-1"));
        }
    }
}
