package io.restante.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A whole installation, broken again and again while it is used. {@code mvn verify -Pfaults} breaks it a hundred times; {@code -Drestante.faults=<n>} so many
 * times, {@code -Drestante.seed=<n>} as it was broken under that seed. What it leaves, the journal first of all, is in {@code target/faults}.
 */
@Tag("faults")
@Timeout(3_600)
class FaultsIT {
    private static final int USUALLY = 8;
    private static final int PER_SECOND = 20;
    private static final Path FOLDER = Path.of("target", "faults");

    @Test
    void nothingOfWhatMayNeverHappenHappens() throws IOException {
        long seed = Long.getLong("restante.seed", 1);
        int faults = Integer.getInteger("restante.faults", USUALLY);
        int perSecond = Integer.getInteger("restante.faults.rate", PER_SECOND);
        Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER.toAbsolutePath()), "run-");
        FaultRun.Result result = new FaultRun(folder, Town.Plan.WHOLE, seed, perSecond)
                .run(Duration.ZERO, (town, siege) -> siege.run(faults));
        assertThat(result.violations())
                .as("seed %d; %s\n%s", seed, result.told(), result.violationsTold())
                .isEmpty();
    }
}
