package io.restante.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Keys are a letter and a digit; those with an even digit are seldom there. */
class AbsencesTest {
    private static final SeldomThere EVEN = new SeldomThere() {
        @Override
        public boolean has(Bytes key) {
            return key.get()[1] % 2 == 0;
        }

        @Override
        public Range all() {
            return new Range(key("a0"), key("{"));
        }

        @Override
        public Range beside(Bytes key) {
            return new Range(with(key, '0'), with(key, '8'));
        }

        @Override
        public Bytes behind(Bytes key) {
            return with(key, '~');
        }

        private static Bytes with(Bytes key, char digit) {
            byte[] bytes = Arrays.copyOf(key.get(), 2);
            bytes[1] = (byte) digit;
            return Bytes.wrap(bytes);
        }
    };

    private final JournaledStore store = new JournaledStore("store");
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Absences absences = new Absences(store, EVEN, later::add);

    @Test
    void nothingIsKnownBeforeWhatIsThereWasRead() {
        absences.beginAnew();
        assertThat(absences.lacks(key("a2"))).isFalse();
        read();
        assertThat(absences.lacks(key("a2"))).isTrue();
    }

    @Test
    void whatIsStoredIsFoundInAllPlacesAndOtherKeysAreNotSpokenOf() {
        store.put(key("a2"), new byte[0]);
        store.put(key("a3"), new byte[0]);
        store.put(key("m1"), new byte[0]);
        store.put(key("z8"), new byte[0]);
        absences.beginAnew();
        read();
        assertThat(absences.lacks(key("a2"))).isFalse();
        assertThat(absences.lacks(key("z8"))).isFalse();
        assertThat(absences.lacks(key("m2"))).isTrue();
        assertThat(absences.lacks(key("m3"))).isFalse();
    }

    @Test
    void whatIsPutWhileOthersAreReadIsNotForgotten() {
        absences.beginAnew();
        absences.put(key("a4"));
        read();
        absences.put(key("a6"));
        assertThat(absences.lacks(key("a4"))).isFalse();
        assertThat(absences.lacks(key("a6"))).isFalse();
        assertThat(absences.lacks(key("a8"))).isTrue();
    }

    @Test
    void whoBeginsAnewForgetsWhatWasKnown() {
        absences.beginAnew();
        read();
        store.put(key("a2"), new byte[0]);
        absences.beginAnew();
        assertThat(absences.lacks(key("a2"))).isFalse();
        read();
        assertThat(absences.lacks(key("a2"))).isFalse();
        assertThat(absences.lacks(key("a4"))).isTrue();
    }

    @Test
    void aReadingThatWasOvertakenSaysNothing() {
        absences.beginAnew();
        Runnable overtaken = later.remove();
        absences.beginAnew();
        overtaken.run();
        assertThat(absences.lacks(key("a2"))).isFalse();
    }

    @Test
    void whatIsFullIsReadAnewOnceWhatWasPutIsStored() {
        Absences small = new Absences(store, EVEN, later::add, 1);
        small.beginAnew();
        read();
        small.written();
        assertThat(later).isEmpty();
        small.put(key("a2"));
        small.put(key("a4"));
        assertThat(later).isEmpty();
        store.put(key("a4"), new byte[0]);
        small.written();
        assertThat(later).hasSize(1);
        small.put(key("a6"));
        read();
        assertThat(small.lacks(key("a2"))).isTrue();
        assertThat(small.lacks(key("a4"))).isFalse();
        assertThat(small.lacks(key("a6"))).isFalse();
    }

    @Test
    void nothingIsKnownOfAClosedStore() {
        absences.beginAnew();
        read();
        absences.end();
        assertThat(absences.lacks(key("a2"))).isFalse();
    }

    private void read() {
        later.forEach(Runnable::run);
        later.clear();
    }

    private static Bytes key(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
