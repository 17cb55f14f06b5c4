package io.restante.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import io.restante.contract.Position;
import io.restante.query.DeadLetters.Content;
import io.restante.query.DeadLetters.Letter;
import io.restante.query.DeadLetters.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** How pages of dead letters are cut. */
class KafkaDeadLettersTest {
    private static Letter letter(int partition, long offset, long second, int size) {
        return new Letter(
                new Position("dead-letters", partition, offset),
                "delivery",
                "",
                "",
                "",
                1,
                Instant.ofEpochSecond(second),
                Optional.empty(),
                Optional.of(new Content("x".repeat(size), false)));
    }

    private static List<Long> seconds(Page page) {
        return page.letters().stream()
                .map(letter -> letter.at().getEpochSecond())
                .toList();
    }

    @Test
    void theNewestOfAllPartitionsComeFirst() {
        Page page = KafkaDeadLetters.page(
                List.of(letter(0, 0, 10, 1), letter(0, 1, 30, 1), letter(1, 0, 20, 1), letter(1, 1, 40, 1)),
                Map.of(0, 0L, 1, 0L),
                3);
        assertThat(seconds(page)).containsExactly(40L, 30L, 20L);
        assertThat(page.before()).isEqualTo(Map.of(0, 1L, 1, 0L));
    }

    @Test
    void aLargeLetterIsAPageOfItsOwn() {
        Page page = KafkaDeadLetters.page(List.of(letter(0, 0, 10, 10), letter(0, 1, 30, 5 << 20)), Map.of(0, 0L), 10);
        assertThat(seconds(page)).containsExactly(30L);
        assertThat(page.before()).isEqualTo(Map.of(0, 1L));
    }

    /** Whatever times the records have, whoever follows the pages meets each letter once. */
    @Test
    void everyLetterIsMetOnce() {
        Seeds.each(50, seed -> {
            RandomGenerator random = new Random(seed);
            List<Letter> all = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                for (int offset = 0; offset < random.nextInt(12); offset++) {
                    all.add(letter(partition, offset, random.nextInt(20), 1));
                }
            }
            assertThat(read(all, random))
                    .containsExactlyInAnyOrderElementsOf(
                            all.stream().map(Letter::place).toList());
        });
    }

    private static List<Position> read(List<Letter> all, RandomGenerator random) {
        List<Position> met = new ArrayList<>();
        Map<Integer, Long> before = Map.of();
        do {
            Map<Integer, Long> from = before;
            Map<Integer, Long> looked = new HashMap<>();
            List<Letter> found = new ArrayList<>();
            for (int partition = 0; partition < 3; partition++) {
                long end = Math.min(from.getOrDefault(partition, Long.MAX_VALUE), 12);
                long begin = Math.max(0, end - 1 - random.nextInt(5));
                looked.put(partition, begin);
                int here = partition;
                all.stream()
                        .filter(letter -> letter.place().partition() == here
                                && letter.place().offset() >= begin
                                && letter.place().offset() < end)
                        .forEach(found::add);
            }
            Page page = KafkaDeadLetters.page(found, looked, 1 + random.nextInt(4));
            page.letters().forEach(letter -> met.add(letter.place()));
            before = page.before();
        } while (!before.isEmpty());
        return met;
    }
}
