package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class KeyFilterTest {
    private static final int KEYS = 20_000;

    @Test
    void hasEveryKeyThatWasAddedAndFewThatWereNot() {
        Seeds.each(5, seed -> {
            String prefix = Long.toString(new Random(seed).nextLong());
            KeyFilter filter = new KeyFilter(KEYS);
            assertThat(filter.mayHave(key(prefix, 0))).isFalse();
            IntStream.range(0, KEYS).forEach(n -> filter.add(key(prefix, n)));
            assertThat(IntStream.range(0, KEYS)).allMatch(n -> filter.mayHave(key(prefix, n)));
            assertThat(filter.full()).isFalse();
            long wrong = IntStream.range(KEYS, 2 * KEYS)
                    .filter(n -> filter.mayHave(key(prefix, n)))
                    .count();
            assertThat(wrong).isLessThan(KEYS / 50);
            filter.add(key(prefix, KEYS));
            assertThat(filter.full()).isTrue();
        });
    }

    private static Bytes key(String prefix, int number) {
        return Bytes.wrap((prefix + "-" + number).getBytes(StandardCharsets.UTF_8));
    }
}
