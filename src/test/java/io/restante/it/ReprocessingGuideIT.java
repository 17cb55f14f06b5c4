package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the guide to reprocessing, in its order, beside a local run that stays at work. */
@Timeout(400)
class ReprocessingGuideIT {
    private static final Path GUIDE = Path.of("topology-docs", "reprocessing.md");

    private final Path folder;

    ReprocessingGuideIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void everyCommandDoesWhatTheGuideSays() throws IOException {
        Files.writeString(folder.resolve("live.yaml"), "mailbox:\n  ttl: PT720H\n");
        Files.writeString(folder.resolve("shadow.yaml"), "mailbox:\n  ttl: PT1H\n");
        List<String> commands = Files.readAllLines(GUIDE).stream()
                .filter(line -> line.startsWith("restante replay"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(8);
        try (LocalRun run = new LocalRun(folder, Map.of())) {
            String place = run.producer.message("alice", "{\"id\":\"m\",\"payload\":1}");
            assertThat(run.countAfter("alice", place)).isEqualTo(1);
            for (String command : commands) {
                CommandLineRun ran =
                        CommandLineRun.of(words(command, run.addresses().kafka()));
                assertThat(ran.exitCode())
                        .as(command + "\n" + ran.out() + ran.err())
                        .isEqualTo(expected(command));
                if (command.contains("promote")) {
                    assertThat(ran.err()).contains("is at work").contains("Stop its streams role everywhere first");
                }
            }
        }
        assertThat(folder.resolve("ledger.ndjson")).content().contains("\"mailbox\":\"alice\",\"id\":\"m\"");
        assertThat(folder.resolve("history.csv")).content().startsWith("mailbox,group,agent,session_id,");
    }

    /** Another ttl makes another expiry, so they differ; nothing is promoted while the live application is at work. */
    private static int expected(String command) {
        return command.contains(" diff ") || command.contains(" promote ") ? 1 : 0;
    }

    private String[] words(String command, String kafka) {
        List<String> words = new ArrayList<>();
        for (String word : command.substring("restante ".length()).split(" ", -1)) {
            words.add(
                    word.matches(".*\\.(yaml|ndjson|csv)")
                            ? folder.resolve(word).toString()
                            : word);
        }
        words.addAll(List.of("--bootstrap-servers", kafka, "--set", "data=" + folder));
        return words.toArray(String[]::new);
    }
}
