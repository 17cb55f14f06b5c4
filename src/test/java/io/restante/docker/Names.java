package io.restante.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the files of the folder have to agree on. */
final class Names {
    static final Path DOCKER = Path.of("docker");

    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d[\\w.-]*");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+):-([^}]*)}");

    private Names() {}

    /** The version in the POM, as an image is tagged with it. */
    static String version() {
        return inPom("<artifactId>restante</artifactId>\\s*<version>([^<]+?)(?:-SNAPSHOT)?</version>");
    }

    static String kafkaVersion() {
        return inPom("<kafka.version>([^<]+)</kafka.version>");
    }

    private static String inPom(String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(read(Path.of("pom.xml")));
        if (!found.find()) {
            throw new IllegalStateException("pom.xml has nothing like " + pattern);
        }
        return found.group(1);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether an image has a tag that says a version. */
    static boolean pinned(String image) {
        return PINNED.matcher(image).matches();
    }

    /** A text of the compose file with the defaults of its variables put in. */
    static String withDefaults(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(2)));
    }

    /** The variables that a text of the compose file names, each with its default. */
    static Map<String, String> variables(String text) {
        Map<String, String> found = new TreeMap<>();
        VARIABLE.matcher(text).results().forEach(each -> {
            String before = found.putIfAbsent(each.group(1), each.group(2));
            if (before != null && !before.equals(each.group(2))) {
                throw new IllegalStateException(each.group(1) + " has two defaults: " + before + ", " + each.group(2));
            }
        });
        return found;
    }
}
