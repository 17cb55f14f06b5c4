package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Others' programs, which a test tries something with. Not everybody has them; where {@code CI} is set, which puts them there, each must be. */
final class OthersTools {
    private static final boolean EXPECTED = "true".equals(System.getenv("CI"));

    private OthersTools() {}

    /** Skips the test where one is missing, and fails it where that should not be. */
    static void require(String... programs) {
        List<String> missing =
                Stream.of(programs).filter(each -> !onThePath(each)).toList();
        if (EXPECTED) {
            assertThat(missing).as("programs that are not on the PATH").isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> missing + " are not on the PATH, so nothing is tried with them");
    }

    static boolean onThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
