package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others' tools make of the folder {@code docker/}: a linter of recipes, kustomize, the published schemas of Kubernetes' objects. */
@Timeout(300)
class DockerFilesIT {
    private static final Path SCRIPTS = Path.of("src", "test", "node", "docker");
    private static final Path WORK = Path.of("target", "node-docker");
    private static final Path DOCKER = Path.of("docker").toAbsolutePath();

    @Test
    void theRecipeAndTheManifestsHaveNothingTheyComplainOf() throws Exception {
        assumeTrue(
                Stream.of("node", "npm", "kubectl").allMatch(DockerFilesIT::onThePath),
                "node, npm and kubectl are not all on the PATH, so others' tools cannot be tried");
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "check.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm ci --ignore-scripts --no-audit --no-fund");
        String said = run("set -o pipefail; kubectl kustomize " + DOCKER.resolve("k8s") + " | node check.mjs "
                + DOCKER.resolve("Dockerfile"));
        assertThat(said.strip()).matches("\\d{2} objects, 0 problems");
    }

    private static boolean onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What it printed; it must end with 0. */
    private static String run(String line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", "-c", line)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
