package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.local.Addresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's commands, taken from its blocks and run: in a checkout's copy, against a running program, or by the test that is named here. */
@Timeout(300)
class ReadmeIT {
    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern ARGUMENTS = Pattern.compile("-Drestante\\.args=\"(.*)\"$");
    private static final String FIRST = "mvn -q compile exec:exec";

    /** What takes minutes runs once, where it is asked about more closely. */
    private static final Map<String, Map.Entry<Path, String>> ELSEWHERE = Map.of(
            "demo",
            Map.entry(Path.of(".ci", "run"), "-jar target/restante.jar demo"),
            "local --brokers 3 --streams 2 --gateways 2",
            Map.entry(
                    Path.of("src", "test", "java", "io", "restante", "it", "SeveralOnOneMachineIT.java"),
                    "\"--brokers\", \"3\", \"--streams\", \"2\", \"--gateways\", \"2\""));

    private static List<String> commands() {
        try {
            return BLOCK.matcher(Files.readString(README))
                    .results()
                    .flatMap(block -> block.group(1).lines())
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shell(Path folder, String line) {
        try {
            Path out = Files.createTempFile(folder, "said", ".txt");
            Process process = new ProcessBuilder("bash", "-c", line)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
            String said = Files.readString(out, StandardCharsets.UTF_8);
            assertThat(process.exitValue()).as("%s said %s", line, said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** A command as it stands there, for the addresses of a run on other ports; curl says with its exit code what it was answered. */
    private static String at(Addresses addresses, String command) {
        return command.replace("http://127.0.0.1:8080", addresses.gateway().toString())
                .replace("http://127.0.0.1:8081", addresses.operations().toString())
                .replaceFirst("^curl ", "curl -sS --fail-with-body ");
    }

    @Test
    void everyCommandIsKnownHere() {
        assertThat(commands()).hasSizeGreaterThan(10).allSatisfy(command -> {
            Matcher arguments = ARGUMENTS.matcher(command);
            boolean known = command.equals(FIRST)
                    || command.startsWith("curl ")
                    || (command.startsWith(FIRST)
                            && arguments.find()
                            && (ELSEWHERE.containsKey(arguments.group(1))
                                    || arguments.group(1).matches("(send|tail) .*")));
            assertThat(known).as(command).isTrue();
        });
        ELSEWHERE.values().forEach(place -> {
            try {
                assertThat(Files.readString(place.getKey()).replaceAll("\\s+", " "))
                        .contains(place.getValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void whatIsToBeTriedDoesWhatIsSaid(@TempDir Path folder) throws Exception {
        List<String> commands = commands();
        try (LocalRun run = new LocalRun(folder.resolve("data"), Map.of())) {
            List<String> curls =
                    commands.stream().filter(each -> each.startsWith("curl ")).toList();
            String receiver = at(run.addresses(), curls.getFirst());
            assertThat(receiver).contains(" -N ");
            Path received = folder.resolve("received");
            Process stream = new ProcessBuilder("bash", "-c", "exec " + receiver)
                    .redirectErrorStream(true)
                    .redirectOutput(received.toFile())
                    .start();
            try {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(received).content().contains("backlog-done"));
                String sent = shell(folder, at(run.addresses(), curls.get(1)));
                assertThat(sent).contains("\"id\":", "\"position\":\"mailbox.messages-");
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() ->
                                assertThat(received).content().contains("event: message", "{\"hello\":\"alice\"}"));
            } finally {
                stream.destroyForcibly();
            }
            List<String> answers = new ArrayList<>();
            for (String command : curls.subList(2, curls.size())) {
                String line = at(run.addresses(), command);
                answers.add(command.endsWith("/local/push") ? awaitSaid(folder, line, "a-token") : shell(folder, line));
            }
            assertThat(answers.get(0)).contains("\"message_count\":1");
            assertThat(answers.get(1)).contains("\"hello\":\"alice\"");
            assertThat(answers.get(2)).doesNotContain("hello");
            assertThat(answers.get(5)).contains("a-token").doesNotContain("again");
            assertThat(answers.getLast()).contains("mailbox.messages");
            fromKafka(run, commands);
        }
    }

    private static String awaitSaid(Path folder, String line, String word) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(shell(folder, line)).contains(word));
        return shell(folder, line);
    }

    private static void fromKafka(LocalRun run, List<String> commands) {
        List<String> ours = commands.stream()
                .map(ARGUMENTS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).replace("\\\"", "\"").replace("'", ""))
                .filter(words -> words.matches("(send|tail) .*"))
                .toList();
        assertThat(ours).hasSize(2);
        for (String words : ours) {
            List<String> line = new ArrayList<>(List.of(words.split(" ", -1)));
            line.addAll(List.of("--bootstrap-servers", run.addresses().kafka()));
            CommandLineRun done = CommandLineRun.of(line.toArray(String[]::new));
            assertThat(done.exitCode()).as(done.err()).isZero();
            assertThat(done.out()).isNotBlank();
        }
    }

    /** As somebody would who has just fetched the sources: nothing is built yet. Ports and folder alone are others. */
    @Test
    @Tag("slow")
    void theFirstCommandStartsIt(@TempDir Path checkout) throws Exception {
        Files.copy(Path.of("pom.xml"), checkout.resolve("pom.xml"));
        copy(Path.of("src", "main"), checkout.resolve("src").resolve("main"));
        Path out = checkout.resolve("said.txt");
        Process maven = new ProcessBuilder(
                        "bash",
                        "-c",
                        "exec " + FIRST.replaceFirst("mvn", "mvn -o")
                                + " -Drestante.args='local --port 0 --ops-port 0 --kafka-port 0'")
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(4))
                    .until(() -> !maven.isAlive() || Files.readString(out).contains("  operations  "));
            await().untilAsserted(() -> {
                assertThat(out).content().contains("Restante is ready.");
                assertThat(Addresses.in(Files.readAllLines(out))).isPresent();
            });
            Addresses addresses = Addresses.in(Files.readAllLines(out)).orElseThrow();
            assertThat(shell(checkout, "curl -sS --fail " + addresses.operations() + "/health/ready"))
                    .isNotBlank();
        } finally {
            List<ProcessHandle> children = maven.descendants().toList();
            children.forEach(ProcessHandle::destroy);
            await().atMost(Duration.ofMinutes(1)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            maven.destroyForcibly();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }
}
