package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What others' tools make of the folder {@code docker/}: Compose's own reading, a linter of recipes, ShellCheck on what they run, kustomize, the published
 * schemas of Kubernetes' objects. {@code .ci/tools} puts those there that are programs.
 */
@Timeout(300)
class DockerFilesIT {
    private static final Path SCRIPTS = Path.of("src", "test", "node", "docker");
    private static final Path WORK = Path.of("target", "node-docker");
    private static final Path DOCKER = Path.of("docker").toAbsolutePath();

    @Test
    void composeReadsTheFileWithEveryProfileAndEveryVariable() throws Exception {
        OthersTools.require("docker-compose");
        Files.createDirectories(WORK);
        String config = "docker-compose -f " + DOCKER.resolve("compose.yaml") + " --env-file "
                + DOCKER.resolve(".env.example") + " --profile ui --profile metrics config";
        assertThat(run(config + " --quiet")).isEmpty();
        assertThat(run(config + " --services").lines())
                .contains("kafka-1", "streams-2", "gateway-2", "push", "kafka-ui", "grafana");
    }

    @Test
    void theRecipeAndTheManifestsHaveNothingTheyComplainOf() throws Exception {
        OthersTools.require("node", "npm", "kubectl", "shellcheck");
        install();
        for (String folder : List.of("k8s", "k8s-tls")) {
            String said = check(folder, DOCKER.resolve("Dockerfile"));
            assertThat(said.strip()).matches("\\d{2} objects, [4-9] commands, 0 problems");
        }
    }

    @Test
    void whereOperationsPortsAreEncryptedEveryProbeAsksSo() throws Exception {
        OthersTools.require("kubectl");
        Files.createDirectories(WORK);
        String made = run("kubectl kustomize " + DOCKER.resolve("k8s-tls"));
        assertThat(made.split("httpGet:", -1)).hasSize(10);
        assertThat(made.split("scheme: HTTPS", -1)).hasSize(10);
        assertThat(made.split("mountPath: /etc/restante/tls", -1)).hasSize(4);
    }

    @Test
    void aMistakeIsFound() throws Exception {
        OthersTools.require("node", "npm", "kubectl", "shellcheck");
        install();
        Path recipe = Files.writeString(
                WORK.resolve("Dockerfile"), "FROM busybox:1.37\nRUN cd $FOLDER && ls *\nEXPOSED 80\n");
        assertThat(said("set -o pipefail; kubectl kustomize " + DOCKER.resolve("k8s")
                        + " | sed s/podManagementPolicy/podManagmentPolicy/ | node check.mjs "
                        + recipe.toAbsolutePath()))
                .contains("SC2086", "EXPOSED", "podManagmentPolicy");
    }

    private static void install() throws Exception {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "check.mjs")) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm ci --ignore-scripts --no-audit --no-fund");
    }

    private static String check(String folder, Path recipe) throws Exception {
        return run("set -o pipefail; kubectl kustomize " + DOCKER.resolve(folder) + " | node check.mjs " + recipe);
    }

    /** What it printed; it must end with 0. */
    private static String run(String line) throws IOException, InterruptedException {
        Process process = started(line);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    /** What it printed; it must end with something else than 0. */
    private static String said(String line) throws IOException, InterruptedException {
        Process process = started(line);
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isNotZero();
        return printed;
    }

    private static Process started(String line) throws IOException {
        return new ProcessBuilder("bash", "-c", line)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
