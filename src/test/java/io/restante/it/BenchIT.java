package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every benchmark from its command line, too small to say anything about speed: it measures, finds its own result right, and writes it down. */
@Tag("slow")
@Timeout(400)
class BenchIT {
    private final Path folder;

    BenchIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource({
        "topology,400,6",
        "hop,100,8",
        "socket,100,9",
        "reply,40,8",
        "backlog,10000,6",
        "mailboxes,400,6",
        "fan-out,40,8",
        "sessions,400,6",
        "failover,40,3",
        "settlement,2000,20",
        "replay,2000,1"
    })
    void measuresAndWritesDown(String name, String size, int comparisons) throws Exception {
        CommandLineRun run = CommandLineRun.of(
                "bench", name, "--size", size, "--runs", "1", "--data", data(), "--out", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(name + ": ").contains("growth ×").doesNotContain("\u001b");
        JsonNode benchmark = new ObjectMapper()
                .readTree(folder.resolve(name + ".json").toFile())
                .at("/benchmarks/0");
        assertThat(benchmark.at("/comparisons")).hasSize(comparisons).allSatisfy(comparison -> {
            assertThat(comparison.at("/pairs")).hasSize(1);
            assertThat(comparison.at("/pairs/0/ours").doubleValue()).isPositive();
            assertThat(comparison.at("/pairs/0/theirs").doubleValue()).isPositive();
        });
        assertThat(benchmark.at("/slopes/0/points").size()).isGreaterThan(1);
        assertThat(Files.readString(folder.resolve(name + ".svg"))).startsWith("<svg");
        assertThat(Path.of(data())).satisfiesAnyOf(data -> assertThat(data).doesNotExist(), data -> assertThat(data)
                .isEmptyDirectory());
    }

    @Test
    void aBenchmarkThatIsNotThereIsNamedWithThoseThatAre() {
        CommandLineRun run = CommandLineRun.of("bench", "speed", "--data", data());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("\"speed\"")
                .contains(
                        "topology, hop, socket, reply, backlog, mailboxes, fan-out, sessions, failover, settlement, replay and all");
    }

    @Test
    void nothingToMeasureIsRefused() {
        CommandLineRun run = CommandLineRun.of("bench", "hop", "--runs", "0", "--data", data());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("runs: expected 1 or more, got 0");
    }

    private String data() {
        return folder.resolve("data").toString();
    }
}
