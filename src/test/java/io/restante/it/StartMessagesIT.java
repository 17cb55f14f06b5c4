package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What somebody is told whose start fails: one sentence, what is in the way, what to do, exit code 1, nothing begun. */
@Timeout(120)
class StartMessagesIT {
    private static final int JAVA_8 = 52;

    private static String said(int code, String... words) {
        CommandLineRun run = CommandLineRun.of(words);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err().strip().lines()).hasSize(1);
        return run.err();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    @Test
    void brokersThatDoNotAnswerAreNamed(@TempDir Path data) throws IOException {
        String address = "127.0.0.1:" + freePort();
        assertThat(said(
                        1,
                        "run",
                        "--bootstrap-servers",
                        address,
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--ops-port",
                        "0",
                        "--set",
                        "kafka.default.api.timeout.ms=2000",
                        "--set",
                        "kafka.request.timeout.ms=1000"))
                .startsWith("The brokers at " + address + " did not do what was asked")
                .contains("--bootstrap-servers");
    }

    @Test
    void aPortThatIsTakenIsNamed(@TempDir Path data) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            assertThat(said(1, "run", "--data", data.toString(), "--port", port, "--ops-port", "0"))
                    .startsWith("The gateway's port " + port + " of 127.0.0.1 cannot be opened")
                    .contains("--port");
        }
    }

    @Test
    void aDataFolderThatCannotBeOneIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "dear");
        for (String command : List.of("run", "local")) {
            List<String> words = new ArrayList<>(List.of(command, "--port", "0", "--ops-port", "0"));
            words.addAll(List.of("--data", file.toString()));
            if (command.equals("local")) {
                words.addAll(List.of("--kafka-port", "0"));
            }
            assertThat(said(1, words.toArray(String[]::new)))
                    .startsWith("The data folder " + file)
                    .contains("a folder was expected", "--data");
        }
    }

    @Test
    void aSettingThatIsNoneIsNamedWithTheNearest() {
        assertThat(said(1, "run", "--set", "mailbox.tll=PT1H"))
                .startsWith("mailbox.tll is not a setting")
                .contains("Did you mean mailbox.ttl?");
        assertThat(said(1, "run", "--set", "mailbox.ttl=soon"))
                .startsWith("mailbox.ttl")
                .contains("soon");
    }

    @Test
    void aNumberOfProcessesThatMakesNoSenseIsNamed(@TempDir Path data) {
        assertThat(said(
                        1,
                        "local",
                        "--brokers",
                        "0",
                        "--data",
                        data.toString(),
                        "--port",
                        "0",
                        "--ops-port",
                        "0",
                        "--kafka-port",
                        "0"))
                .startsWith("--brokers: expected a number from 1 to 9, got 0.");
    }

    /** The class that {@code java -jar} starts can be read by an old Java, which is then told that it is one. */
    @Test
    void aJavaThatIsTooOldIsToldSo() throws Exception {
        Path jar = Path.of("target", "restante.jar");
        try (var file = new java.util.jar.JarFile(jar.toFile());
                InputStream bytes = file.getInputStream(file.getEntry("io/restante/launch/Launcher.class"));
                DataInputStream in = new DataInputStream(bytes)) {
            in.readInt();
            in.readUnsignedShort();
            assertThat(in.readUnsignedShort()).isEqualTo(JAVA_8);
            assertThat(file.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.restante.launch.Launcher");
        }
        Optional<Path> old = anOldJava();
        assumeTrue(old.isPresent(), "no Java older than 21 is on this machine");
        Process process = new ProcessBuilder(old.orElseThrow().toString(), "-jar", jar.toString(), "--help")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said.strip().lines()).hasSize(1);
        assertThat(said).startsWith("Restante needs Java 21 or newer; this is Java ");
    }

    /** The version that is asked for is one that nobody has. */
    @Test
    void aBuildThatFindsNoJavaSaysWhichItNeeds(@TempDir Path checkout) throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom).contains("<version>[21,)</version>");
        Files.writeString(
                checkout.resolve("pom.xml"), pom.replace("<version>[21,)</version>", "<version>[99,)</version>"));
        Process maven = new ProcessBuilder("mvn", "-o", "-q", "-B", "validate")
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(maven.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(maven.waitFor()).as(said).isNotZero();
        assertThat(said).contains("a JDK of 21 or newer is needed, in JAVA_HOME or where this system keeps them");
    }

    private static Optional<Path> anOldJava() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> home.getFileName().toString().matches(".*-(8|11|17)(-.*)?"))
                    .map(home -> home.resolve("bin").resolve("java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
