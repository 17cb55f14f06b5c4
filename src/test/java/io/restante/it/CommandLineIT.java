package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says and with which exit code it ends. */
@Timeout(90)
class CommandLineIT {
    private static LocalRun run;
    private static Path data;

    @BeforeAll
    static void start(@TempDir Path folder) {
        data = folder;
        run = new LocalRun(data, Map.of());
    }

    @AfterAll
    static void stop() {
        run.close();
    }

    @Test
    void whatIsSentCanBeFollowed() {
        CommandLineRun sent = CommandLineRun.of(
                "send", "alice", "{\"id\":\"m\",\"payload\":{\"a\": 1.50}}", "--bootstrap-servers", kafka());
        assertThat(sent.exitCode()).isZero();
        String place = sent.out().strip();
        assertThat(place).matches("mailbox\\.messages-[0-3]-0");
        assertThat(run.countAfter("alice", place)).isEqualTo(1);
        assertThat(run.rest.get("/v1/mailboxes/alice/messages")).contains("\"payload\":{\"a\": 1.50}");
        CommandLineRun tail = CommandLineRun.of("tail", "alice", "--until-now", "--bootstrap-servers", kafka());
        assertThat(tail.exitCode()).isZero();
        assertThat(tail.out().lines()).singleElement().asString().matches("[0-9TZ:.-]{24}  stored +m");
        assertThat(CommandLineRun.of("tail", "nobody", "--until-now", "--bootstrap-servers", kafka()))
                .isEqualTo(new CommandLineRun(0, "", ""));
    }

    @Test
    void drawsTheSettlementApplicationToo() {
        CommandLineRun drawn = CommandLineRun.of("topology", "--application", "settlement");
        assertThat(drawn.exitCode()).isZero();
        assertThat(drawn.out()).contains("settlement.relays").doesNotContain("mailbox.messages");
    }

    @ParameterizedTest
    @CsvSource({"text,Sub-topology", "mermaid,flowchart", "svg,<svg", "json,{"})
    void drawsTheTopologyInEveryFormat(String format, String beginning) {
        CommandLineRun drawn = CommandLineRun.of("topology", "--format", format);
        assertThat(drawn.exitCode()).isZero();
        assertThat(drawn.out()).contains(beginning).contains("mailbox.messages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "local",
                "demo",
                "topics",
                "topics create",
                "topics check",
                "topology",
                "send",
                "tail",
                "run",
                "token",
                "key",
                "stand-in",
                "replay",
                "replay plan",
                "replay shadow",
                "replay diff",
                "replay promote",
                "replay reset",
                "replay export"
            })
    void helpsEverywhere(String command) {
        List<String> words = new ArrayList<>(List.of(command.isEmpty() ? new String[0] : command.split(" ")));
        words.add("--help");
        CommandLineRun help = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).startsWith(("Usage: restante " + command).strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zzz",
                "send",
                "send alice",
                "send alice {",
                "tail",
                "topics",
                "topology --format png",
                "local --port x",
                "run --roles gatway",
                "replay",
                "replay plan --from yesterday",
                "replay shadow",
                "replay shadow Not_A_Name",
                "replay export weather",
                "token",
                "token --subject alice --ttl PT0S"
            })
    void saysHowItIsUsed(String line) {
        CommandLineRun wrong = CommandLineRun.of(line.split(" "));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("Usage: restante");
    }

    @Test
    void namesASettingItDoesNotKnow() {
        CommandLineRun unknown = CommandLineRun.of("topics", "check", "--set", "topics.partitons=8");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.err())
                .startsWith("topics.partitons is not a setting")
                .contains("Did you mean topics.partitions?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--port", "--ops-port", "--kafka-port"})
    void saysWhichPortIsTaken(String option, @TempDir Path data) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<String> words = new ArrayList<>(List.of("local", "--data", data.toString()));
            for (String each : List.of("--port", "--ops-port", "--kafka-port")) {
                words.addAll(List.of(each, each.equals(option) ? String.valueOf(taken.getLocalPort()) : "0"));
            }
            CommandLineRun refused = CommandLineRun.of(words.toArray(String[]::new));
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err())
                    .contains(String.valueOf(taken.getLocalPort()))
                    .contains("with " + option);
            assertThat(refused.err().lines()).hasSize(1);
            assertThat(data).as("nothing was begun").isEmptyDirectory();
        }
    }

    @Test
    void aTakenPortKeepsTheDataOfWhoeverHasIt(@TempDir Path data) throws IOException {
        Path kept = Files.createDirectories(data.resolve("kafka")).resolve("log");
        Files.writeString(kept, "dear");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            CommandLineRun refused =
                    CommandLineRun.of("local", "--fresh", "--data", data.toString(), "--kafka-port", port);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(kept).hasContent("dear");
        }
    }

    @Test
    void aRoleThatIsNoneIsNamed() {
        assertThat(CommandLineRun.of("run", "--roles", "postmaster").err())
                .startsWith("--roles: There is no role \"postmaster\"; there are streams, gateway, push, settlement.");
    }

    @Test
    void printsATokenThatTheRunWithThatKeyAccepts(@TempDir Path elsewhere) throws Exception {
        CommandLineRun token = CommandLineRun.of(
                "token", "--subject", "alice", "--connect", "g", "--mailbox", "alice", "--data", data.toString());
        assertThat(token.err()).isEmpty();
        assertThat(token.exitCode()).isZero();
        String printed = token.out().strip();
        assertThat(printed.split("\\.", -1)).hasSize(3);
        assertThat(statusWith(printed)).isEqualTo(200);
        assertThat(statusWith(printed + "x")).isEqualTo(401);
        CommandLineRun without = CommandLineRun.of("token", "--subject", "alice", "--data", elsewhere.toString());
        assertThat(without.exitCode()).isEqualTo(1);
        assertThat(without.err()).contains("key.json").contains("restante local");
    }

    @Test
    void makesAKeyOnce(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key.json");
        CommandLineRun made = CommandLineRun.of("key", file.toString());
        assertThat(made).isEqualTo(new CommandLineRun(0, "made " + file + System.lineSeparator(), ""));
        String key = Files.readString(file);
        assertThat(CommandLineRun.of("key", file.toString()).out()).contains("was there");
        assertThat(file).hasContent(key);
        CommandLineRun token = CommandLineRun.of("token", "--subject", "alice", "--key", file.toString());
        assertThat(token.exitCode()).as(token.err()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"send alice {\"payload\":1}", "tail alice", "topics check"})
    void saysThatNoBrokerAnswers(String line) throws IOException {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(List.of("--bootstrap-servers", "127.0.0.1:" + aFreePort()));
        words.addAll(List.of(
                "--set",
                "kafka.default.api.timeout.ms=2000",
                "--set",
                "kafka.max.block.ms=2000",
                "--set",
                "kafka.request.timeout.ms=1000"));
        CommandLineRun failed = CommandLineRun.of(words.toArray(String[]::new));
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).contains("bootstrapServers");
        assertThat(failed.err().lines()).hasSize(1);
    }

    private static int aFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** How a mailbox's status is answered to whoever shows the token. */
    private static int statusWith(String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(run.addresses().gateway().resolve("/v1/mailboxes/alice"))
                .header("Authorization", "Bearer " + token)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.discarding()).statusCode();
        }
    }

    private static String kafka() {
        return run.addresses().kafka();
    }
}
