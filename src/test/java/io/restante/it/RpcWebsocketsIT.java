package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.app.Main;
import io.restante.local.demo.LocalChild;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The npm client that mediators have, unchanged, against two gateways in processes of their own. */
@Timeout(180)
class RpcWebsocketsIT {
    private static final Path SCRIPT = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "node");
    private static final List<String> FILES =
            List.of("package.json", "package-lock.json", "wallet.mjs", "walk.mjs", "two-gateways.mjs");
    private static final int SCENES = 8;

    private final Path data;

    RpcWebsocketsIT(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void unchangedClientsWalkThroughTheProtocolAtTwoGateways() throws Exception {
        OthersTools.require("node", "npm");
        Files.createDirectories(WORK);
        for (String file : FILES) {
            Files.copy(SCRIPT.resolve(file), WORK.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        String installed = run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        assertThat(WORK.resolve("node_modules").resolve("rpc-websockets"))
                .as(installed)
                .isDirectory();
        String grace = "delivery.grace=PT0.5S";
        try (LocalChild first = LocalChild.start(Main.class, data.resolve("first"), "--set", grace);
                LocalChild second = LocalChild.startGateway(Main.class, data.resolve("second"), first.addresses())) {
            String here = first.addresses().webSocket().toString();
            String there = second.addresses().webSocket().toString();
            assertThat(run("node", "walk.mjs", here)).endsWith("The walk is done.\n");
            assertThat(run("node", "walk.mjs", there)).endsWith("The walk is done.\n");
            assertThat(run("node", "two-gateways.mjs", here, there).lines()).hasSize(SCENES);
        }
    }

    /** What it printed; it must end with 0. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }
}
