package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.house.GeneratedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of what was measured is made from the files of the benchmarks. */
class MeasuredDocumentsTest {
    private static final Path FOLDER = Path.of("topology-docs");
    private static final Path FILES = FOLDER.resolve("bench");

    private static final String HEAD = """
            # Measured

            Generated from the files in [bench/](bench/), which `restante bench NAME --out topology-docs/bench` writes: every question that has a goal, as it was answered last. Each benchmark measures its comparator in
            the same run, by turns, and checks its own result before ([0014](decisions/0014-measured-by-turns.md)). The ratio is ours divided by the comparator's, the median of the pairs, with the least and the
            greatest. The load is how many threads wanted to run in the minute before, on the cores there are: above their number, the machine was shared, and ratios say more than figures.

            | benchmark | question | ratio | must | aim | ours | | date | load on cores |
            |---|---|---|---|---|---|---|---|---|
            """;

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void thePageIsWhatTheFilesSay() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        StringBuilder plots = new StringBuilder();
        for (Benchmark benchmark : Benchmarks.ALL) {
            Path file = FILES.resolve(benchmark.name() + ".json");
            if (Files.exists(file)) {
                rows(benchmark.name(), mapper.readTree(file.toFile())).forEach(page::append);
                plots.append(plot(benchmark));
            } else {
                page.append("| ").append(benchmark.name()).append(" | not recorded yet | | | | | | | |\n");
            }
        }
        GeneratedDocument.isFresh(FOLDER.resolve("measured.md"), page + plots.toString());
    }

    /** A file that no benchmark writes any more would stand there for ever. */
    @Test
    void everyFileIsOfABenchmark() throws IOException {
        List<String> names = Benchmarks.ALL.stream().map(Benchmark::name).toList();
        try (Stream<Path> files = Files.list(FILES)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.(json|svg)$", "")))
                    .isSubsetOf(names);
        }
    }

    private static List<String> rows(String name, JsonNode run) {
        return run.at("/benchmarks/0/comparisons")
                .valueStream()
                .filter(comparison -> comparison.has("must"))
                .map(comparison -> row(name, run, comparison))
                .toList();
    }

    private static String row(String name, JsonNode run, JsonNode comparison) {
        return String.join(
                " | ",
                List.of(
                        "| [" + name + "](bench/" + name + ".json)",
                        comparison.at("/title").textValue(),
                        "×" + number(comparison, "ratio") + " (" + number(comparison, "least_ratio") + " to "
                                + number(comparison, "greatest_ratio") + ", "
                                + comparison.at("/pairs").size() + ")",
                        comparison.at("/must").textValue(),
                        number(comparison, "aim"),
                        number(comparison, "ours") + " "
                                + comparison.at("/unit").textValue(),
                        comparison.at("/verdict").textValue(),
                        run.at("/date").textValue().substring(0, "2026-11-26".length()),
                        load(run.at("/machine")) + " |\n"));
    }

    private static String load(JsonNode machine) {
        String cores = machine.at("/cores").asText();
        double load = machine.at("/load").asDouble(-1);
        return load < 0 ? "not noted, " + cores : String.format(Locale.ROOT, "%.1f on %s", load, cores);
    }

    private static String number(JsonNode comparison, String field) {
        return Report.number(comparison.at("/" + field).doubleValue());
    }

    private static String plot(Benchmark benchmark) {
        String name = benchmark.name();
        return "\n## " + name + "\n\n" + benchmark.work() + ".\n\n![" + name
                + ": each pair's ratio, and how costs grow](bench/" + name + ".svg)\n";
    }
}
