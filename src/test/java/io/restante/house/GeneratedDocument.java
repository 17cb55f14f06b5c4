package io.restante.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code topology-docs/} that is made from the code. */
public final class GeneratedDocument {
    private GeneratedDocument() {}

    /** Leaves what the code says beside a document that says something else. */
    public static void isFresh(Path document, String expected) throws IOException {
        String found = Files.exists(document) ? Files.readString(document) : "";
        if (!found.equals(expected)) {
            Path actual = document.resolveSibling(document.getFileName() + ".actual");
            Files.writeString(actual, expected);
            assertThat(found)
                    .as("%s is stale; if the change is meant: cp %s %s", document, actual, document)
                    .isEqualTo(expected);
        }
    }
}
