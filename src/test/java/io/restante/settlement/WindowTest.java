package io.restante.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** When a transaction is sent in its window, height by height. */
class WindowTest {
    /** The heights at which it is sent, when nothing is ever included and it can be sent from a height on. */
    private static List<Long> sendings(Window window, long from) {
        List<Long> heights = new ArrayList<>();
        Sending sending = Sending.NONE;
        for (long height = from; height <= window.close() + 3; height++) {
            boolean first = sending.attempts() == 0 && height >= window.open() && window.canBegin(height);
            if (first || (sending.attempts() > 0 && window.mustSendAgain(sending, height))) {
                sending = sending.sentAt(height);
                heights.add(height);
            }
        }
        return heights;
    }

    @Test
    void itIsSentAtTheOpeningAndAtBothThirds() {
        assertThat(sendings(new Window(12, 16), 12)).containsExactly(12L, 13L, 15L);
        assertThat(sendings(new Window(100, 129), 100)).containsExactly(100L, 110L, 120L);
    }

    @Test
    void whoComesLateSendsAtOnceAndThenAtTheThirdsThatAreLeft() {
        assertThat(sendings(new Window(100, 129), 115)).containsExactly(115L, 120L);
        assertThat(sendings(new Window(100, 129), 128)).containsExactly(128L);
    }

    @Test
    void nothingIsSentInTheLastBlockUnlessThereIsNoOther() {
        assertThat(sendings(new Window(12, 16), 16)).isEmpty();
        assertThat(sendings(new Window(12, 12), 12)).containsExactly(12L);
        assertThat(sendings(new Window(12, 13), 12)).containsExactly(12L);
    }

    @Test
    void anyWindowBeginsAtOnceAndNothingIsSentTooLate() {
        Seeds.each(2_000, seed -> {
            Random random = new Random(seed);
            long open = 1L + random.nextInt(1_000);
            Window window = new Window(open, open + random.nextInt(50));
            List<Long> heights = sendings(window, open);
            assertThat(heights).startsWith(open).hasSizeBetween(1, 3);
            if (window.close() > open) {
                assertThat(heights).allMatch(height -> height < window.close());
            }
            Sending sending = Sending.NONE.sentAt(open);
            for (long sent : heights.subList(1, heights.size())) {
                assertThat(window.next(sending, sending.lastAt()))
                        .as("it is looked at when it must be sent again")
                        .isEqualTo(sent);
                sending = sending.sentAt(sent);
            }
            assertThat(window.next(sending, sending.lastAt())).isEqualTo(window.verdict());
        });
    }
}
