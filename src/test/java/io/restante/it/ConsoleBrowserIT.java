package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console page in headless Chromium. Runs in the Maven profile {@code browser}; it needs Chromium, Node and npm, and fails without them. With {@code
 * -Drestante.pictures=<folder>} it takes pictures of the page too.
 */
@Timeout(600)
class ConsoleBrowserIT {
    private static final Path SCRIPT = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node-console");
    private static final List<Path> CHROMIUM =
            List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));
    private static final int SCENES = 11;

    @Test
    void thePageFollowsItsProcessAndIsForEverybody(@TempDir Path data) throws Exception {
        Path chromium = CHROMIUM.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("Chromium is needed to try the console page: none of " + CHROMIUM
                        + " is there. Install it (apt-get install chromium), or leave the profile browser out."));
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "console.mjs")) {
            Files.copy(SCRIPT.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        Map<String, String> settings = Map.of(
                "delivery.grace", "PT0.1S",
                "delivery.acknowledgementWait", "PT0.5S",
                "delivery.maxAttempts", "1");
        try (LocalRun restante = new LocalRun(data.resolve("restante"), settings)) {
            restante.producer.message("carol", "{not JSON");
            String printed = run(List.of(
                    "node",
                    "console.mjs",
                    restante.addresses().operations().toString(),
                    restante.addresses().gateway().toString(),
                    chromium.toString(),
                    data.resolve("profile").toString(),
                    pictures().map(Path::toString).orElse("")));
            assertThat(printed.lines()).hasSize(SCENES).last().isEqualTo("The page is as it should be.");
        }
    }

    private static Optional<Path> pictures() {
        return Optional.ofNullable(System.getProperty("restante.pictures"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .map(Path::toAbsolutePath);
    }

    /** What it printed; it must end with 0. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(500, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
