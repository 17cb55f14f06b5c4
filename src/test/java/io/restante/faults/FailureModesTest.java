package io.restante.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The document of failures names a test in each of its rows, and each test it names is there. */
class FailureModesTest {
    private static final Path DOCUMENT = Path.of("topology-docs", "failure-modes.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    /** The last cell of each row, which says what shows it. */
    private static List<String> shownBy() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| what fails"))
                .map(line -> line.substring(line.lastIndexOf('|', line.length() - 2)))
                .toList();
    }

    @Test
    void everyRowNamesATest() throws IOException {
        assertThat(shownBy()).hasSizeGreaterThan(10).allSatisfy(cell -> assertThat(
                        NAMED.matcher(cell).find())
                .as("a test in: %s", cell)
                .isTrue());
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        for (String cell : shownBy()) {
            for (MatchResult named : NAMED.matcher(cell).results().toList()) {
                Optional<Path> file = source(named.group(1));
                assertThat(file).as(named.group(1)).isPresent();
                if (named.group(2) != null) {
                    assertThat(Files.readString(file.orElseThrow()))
                            .as(named.group())
                            .contains("void " + named.group(2) + "()");
                }
            }
        }
    }

    private static Optional<Path> source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            return files.filter(file -> file.endsWith(name + ".java")).findFirst();
        }
    }
}
