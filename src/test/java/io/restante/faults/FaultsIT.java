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
 * times, {@code -Drestante.seed=<n>} as it was broken under that seed, {@code -Drestante.faults.over=PT1H} spread over an hour, in which nothing may grow. What
 * it leaves is in {@code target/faults}: the journal first of all, the table, and what each part took of its machine.
 */
@Tag("faults")
@Timeout(14_400)
class FaultsIT {
    private static final int USUALLY = 8;
    private static final int PER_SECOND = 20;

    /** Too little is seen of growth in less. */
    private static final Duration SOAK = Duration.ofMinutes(30);

    private static final Path FOLDER = Path.of("target", "faults");

    @Test
    void nothingOfWhatMayNeverHappenHappens() throws IOException {
        long seed = Long.getLong("restante.seed", 1);
        int faults = Integer.getInteger("restante.faults", USUALLY);
        int perSecond = Integer.getInteger("restante.faults.rate", PER_SECOND);
        Duration over = Duration.parse(System.getProperty("restante.faults.over", "PT0S"));
        Path folder = Files.createTempDirectory(Files.createDirectories(FOLDER.toAbsolutePath()), "run-");
        FaultRun.Result result =
                new FaultRun(folder, Town.Plan.WHOLE, seed, perSecond).run((town, siege) -> siege.run(faults, over));
        assertThat(result.violations())
                .as("seed %d; %s\n%s", seed, result.told(), result.violationsTold())
                .isEmpty();
        assertThat(result.readings().gauges()).containsExactlyInAnyOrder(Gauge.values());
        if (over.compareTo(SOAK) >= 0) {
            assertThat(result.readings().courses()).as("what grew").noneMatch(Readings.Course::grew);
        }
    }
}
