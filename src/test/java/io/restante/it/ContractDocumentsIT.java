package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others' tools make of the documents of the interfaces: the linter of OpenAPI documents, the official parser of AsyncAPI. */
@Timeout(400)
class ContractDocumentsIT {
    private static final Path SCRIPTS = Path.of("src", "test", "node", "contract");
    private static final Path WORK = Path.of("target", "node-contract");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "redocly.yaml", "asyncapi.mjs");

    @BeforeAll
    static void install() throws Exception {
        OthersTools.require("node", "npm");
        Files.createDirectories(WORK);
        for (String file : FILES) {
            Files.copy(SCRIPTS.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    @Test
    void theOpenApiDocumentHasNothingALinterComplainsOf() throws Exception {
        String said = run(
                "node",
                "node_modules/@redocly/cli/bin/cli.js",
                "lint",
                "--max-problems=1000",
                "--config=redocly.yaml",
                absolute(Path.of("src", "main", "resources", "openapi.yaml")));
        assertThat(said).contains("Your API description is valid").doesNotContain("You have");
    }

    @Test
    void theAsyncApiDocumentIsOneToItsOfficialParser() throws Exception {
        assertThat(run("node", "asyncapi.mjs", absolute(Path.of("topology-docs", "asyncapi.yaml"))))
                .matches("(?s)\\d+ channels, \\d+ operations, \\d+ messages\\s*");
    }

    private static String absolute(Path file) {
        return file.toAbsolutePath().toString();
    }

    /** What it printed; it must end with 0. */
    private static String run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        builder.environment().put("NO_COLOR", "1");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
