package io.restante.faults;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The JVM of this test, for processes of their own that share two cores with many others. */
final class Jvm {
    static final String CLASSES = System.getProperty("java.class.path");

    private Jvm() {}

    /**
     * A command that runs a program.
     *
     * @param words the main class, and what it is told
     */
    static List<String> command(String heap, String classes, List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes));
        command.addAll(words);
        return command;
    }
}
