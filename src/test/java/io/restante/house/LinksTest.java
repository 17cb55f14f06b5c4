package io.restante.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents point at within this project is there, and each of them is pointed at. */
class LinksTest {
    private static final Path DOCUMENTS = Path.of("topology-docs");
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(
                Path.of("README.md"),
                Path.of("CONTRIBUTING.md"),
                Path.of("CHANGELOG.md"),
                Path.of("docker", "README.md")));
        try (Stream<Path> files = Files.walk(DOCUMENTS)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static List<Path> targets(Path page) throws IOException {
        Path folder = page.toAbsolutePath().resolveSibling(".");
        List<Path> targets = new ArrayList<>();
        for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
            if (!link.group(1).contains("://")) {
                targets.add(folder.resolve(link.group(1)).normalize());
            }
        }
        return targets;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            assertThat(targets(page))
                    .allSatisfy(target ->
                            assertThat(target).as("a link in %s", page).exists());
        }
    }

    @Test
    void theIndexNamesEveryDocument() throws IOException {
        List<Path> named = targets(DOCUMENTS.resolve("README.md"));
        try (Stream<Path> files = Files.list(DOCUMENTS)) {
            assertThat(files.filter(file -> file.toString().endsWith(".md"))
                            .map(file -> file.toAbsolutePath().normalize())
                            .filter(file -> !file.endsWith("README.md")))
                    .allSatisfy(file -> assertThat(named).contains(file));
        }
    }
}
