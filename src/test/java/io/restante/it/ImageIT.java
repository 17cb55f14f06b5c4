package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.local.LocalBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the image {@code cluster}, as the build makes it, run as the image would run it, but in no container. */
@Timeout(240)
class ImageIT {
    private static final Path IMAGE = Path.of("target", "image");
    private static final Path OURS = IMAGE.resolve("restante-cluster.jar");
    private static final Path RECIPE = Path.of("docker", "Dockerfile");
    private static final int ENDED_BY_SIGTERM = 143;

    private static List<Path> libraries() throws IOException {
        try (Stream<Path> jars = Files.list(IMAGE.resolve("lib"))) {
            return jars.sorted().toList();
        }
    }

    /** The words of the recipe's last entry point, where the image's own files are those of the build. */
    private static List<String> entryPoint() throws IOException {
        List<String> words = new ArrayList<>(words("ENTRYPOINT"));
        words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.replaceAll(word -> word.replace("/opt/restante", IMAGE.toString()));
        return words;
    }

    private static List<String> words(String instruction) throws IOException {
        Matcher found = Pattern.compile("(?m)^ *" + instruction + " (\\[.*])$").matcher(Files.readString(RECIPE));
        String last = "";
        while (found.find()) {
            last = found.group(1);
        }
        return List.of(new ObjectMapper().readValue(last, String[].class));
    }

    private static Process start(List<String> command, Path log, String... words) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(words));
        return new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    @Test
    void nothingIsMissingInItAndNoBrokerIsInIt() throws IOException {
        StringWriter said = new StringWriter();
        String path = libraries().stream().map(Path::toString).collect(Collectors.joining(":"));
        int code = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--multi-release",
                        "21",
                        "--missing-deps",
                        "-cp",
                        path,
                        OURS.toString());
        assertThat(said.toString().strip()).isEmpty();
        assertThat(code).isZero();
        for (Path jar : libraries()) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.getEntry("kafka/server/KafkaConfig.class"))
                        .as(jar.toString())
                        .isNull();
                assertThat(file.getEntry("scala/Option.class"))
                        .as(jar.toString())
                        .isNull();
            }
        }
        try (JarFile file = new JarFile(OURS.toFile())) {
            assertThat(file.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.startsWith("io/restante/local/") || name.startsWith("io/restante/bench/"));
        }
    }

    @Test
    void makesTopicsRunsAnswersItsHealthCheckAndEndsWhenTold(@TempDir Path folder) throws Exception {
        List<String> command = entryPoint();
        int ops = freePort();
        try (LocalBroker broker = LocalBroker.start(folder.resolve("broker"), 0)) {
            Path made = folder.resolve("topics.log");
            Process topics = start(command, made, "topics", "create", "--bootstrap-servers", broker.bootstrapServers());
            assertThat(topics.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(topics.exitValue()).as(Files.readString(made)).isZero();
            assertThat(Files.readString(made)).contains("made   mailbox.messages");
            Path log = folder.resolve("run.log");
            List<String> run = new ArrayList<>(words("CMD"));
            run.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--port", "0"));
            run.addAll(List.of(
                    "--ops-port",
                    String.valueOf(ops),
                    "--data",
                    folder.resolve("data").toString()));
            Process process = start(command, log, run.toArray(String[]::new));
            try {
                List<String> check = healthCheck(ops);
                await().atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(500))
                        .untilAsserted(
                                () -> assertThat(exitCode(check)).as(text(log)).isZero());
                process.destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
                assertThat(exitCode(check)).as("nobody is there any more").isNotZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static List<String> healthCheck(int port) throws IOException {
        List<String> words = new ArrayList<>();
        Matcher check = Pattern.compile("HEALTHCHECK [^\\[]*CMD (\\[.*])\\n").matcher(Files.readString(RECIPE));
        assertThat(check.find()).isTrue();
        for (String word : new ObjectMapper().readValue(check.group(1), String[].class)) {
            words.add(word.replace("8081", String.valueOf(port)));
        }
        return words;
    }

    private static int exitCode(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket free = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
