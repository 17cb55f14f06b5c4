package io.restante.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.contract.SampleHeaders;
import io.restante.contract.Store;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.topology.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was written in earlier days can be replayed today. Maps and samples are never changed or removed, only added. */
class OldLogsTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");
    private static final Path MAPS = Path.of("src", "test", "resources", "topologies");
    private static final Pattern SOURCE = Pattern.compile("from topic ([^\n]+)");
    private static final Pattern STORES = Pattern.compile("store ([^\n]+)");

    @Test
    void everySampleOfAnInputIsReplayedToTheSameState() throws IOException {
        try (BothTopologies both = new BothTopologies(Rules.DEFAULTS, Rules.DEFAULTS)) {
            for (Topic<?, ?> topic : Topics.OF_DELIVERY) {
                if (topic.input()) {
                    replay(both, topic);
                    both.pass(Duration.ofSeconds(1));
                }
            }
            for (Store store : Store.OF_DELIVERY) {
                assertThat(BothTopologies.entries(both.shadow, store))
                        .as(store.name())
                        .isEqualTo(BothTopologies.entries(both.live, store));
            }
            assertThat(BothTopologies.entries(both.shadow, Store.MAILBOX_ENTRIES))
                    .isNotEmpty();
        }
    }

    private static void replay(BothTopologies both, Topic<?, ?> topic) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(topic.name()))) {
            for (Path sample : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                byte[] value = Files.readAllBytes(sample);
                for (String key : List.of("alice", "room\u001fa")) {
                    both.write(topic, key.getBytes(StandardCharsets.UTF_8), value, SampleHeaders.of(sample));
                }
            }
        }
    }

    @Test
    void whatAnEarlierMapReadAndKeptIsReadAndKeptToday() throws IOException {
        String today = Files.readString(Path.of("topology-docs", "topology.txt"));
        try (Stream<Path> maps = Files.list(MAPS)) {
            for (Path map : maps.toList()) {
                String before = Files.readString(map);
                assertThat(names(SOURCE, before))
                        .as(map + " reads")
                        .isNotEmpty()
                        .isSubsetOf(names(SOURCE, today));
                assertThat(names(STORES, before))
                        .as(map + " keeps")
                        .isNotEmpty()
                        .isSubsetOf(names(STORES, today));
            }
        }
    }

    private static Set<String> names(Pattern pattern, String map) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(map);
        while (matcher.find()) {
            names.add(matcher.group(1).strip());
        }
        return names;
    }
}
