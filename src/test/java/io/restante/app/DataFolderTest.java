package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @Test
    void isMadeWhereItWasMissing(@TempDir Path folder) {
        DataFolder.require(folder.resolve("a").resolve("b"));
        assertThat(folder.resolve("a").resolve("b")).isDirectory();
    }

    @Test
    void saysThatTheDiskIsFullAndHowMuchIsNeeded(@TempDir Path folder) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> DataFolder.require(folder, Long.MAX_VALUE))
                .withMessageMatching("The disk of the data folder .* is full: \\d+ MiB are free, \\d+ MiB are needed"
                        + " to start\\. Make room, or choose another folder with --data\\.");
    }

    @Test
    void saysThatAFileIsInTheWay(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "dear");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> DataFolder.require(file))
                .withMessageContaining(file + " is a file, a folder was expected");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> DataFolder.require(file.resolve("below")))
                .withMessageContaining("cannot be made");
    }
}
