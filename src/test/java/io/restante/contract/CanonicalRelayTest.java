package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Payload;
import io.restante.base.Seeds;
import io.restante.settlement.ServedRelay;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The short way to read a relay says the same as the long one, or nothing. */
class CanonicalRelayTest {
    private static final String MARKS = "{}[],:\"\\0-1 a";
    private final ServedRelayCodec codec = new ServedRelayCodec();

    @Test
    void whatItReadsIsWhatTheCodecReadsAndIsWrittenTheSameAgain() {
        int[] read = {0};
        Seeds.each(3_000, seed -> {
            byte[] bytes = codec.encode(new SettlementValues(seed).relay());
            read[0] += same(bytes) ? 1 : 0;
            Random random = new Random(seed);
            for (int n = 0; n < 20; n++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(damaged.length)] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
                read[0] += same(damaged) ? 1 : 0;
            }
        });
        assertThat(read[0]).as("many are read the short way").isGreaterThan(1_000);
    }

    @Test
    void bytesAreTakenForCanonicalExactlyWhenTheyAre() {
        int[] canonical = {0};
        Seeds.each(3_000, seed -> {
            ServedRelay relay = new SettlementValues(seed).relay();
            byte[] bytes = codec.encode(relay);
            canonical[0] += CanonicalRelay.says(bytes, relay) ? 1 : 0;
            assertThat(SettlementTopics.canonical(new Received<>(relay, new Payload(bytes))))
                    .isEqualTo(bytes);
            Random random = new Random(seed);
            for (int n = 0; n < 20; n++) {
                byte[] other =
                        random.nextBoolean() ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 3)) : bytes.clone();
                if (other.length > 0) {
                    other[random.nextInt(other.length)] = (byte) MARKS.charAt(random.nextInt(MARKS.length()));
                }
                assertThat(CanonicalRelay.says(other, relay) && !Arrays.equals(other, bytes))
                        .isFalse();
            }
        });
        assertThat(canonical[0]).as("many are").isGreaterThan(1_000);
    }

    private boolean same(byte[] bytes) {
        Optional<ServedRelay> found = CanonicalRelay.read(bytes);
        if (found.isEmpty()) {
            return false;
        }
        try {
            assertThat(found).contains(codec.any(bytes));
            assertThat(codec.encode(found.get())).isEqualTo(bytes);
            return true;
        } catch (MalformedException e) {
            throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
        }
    }

    @Test
    void contentThatHidesAnotherFieldIsLeftToTheCodec() throws MalformedException {
        ServedRelay relay = new SettlementValues(1).relay();
        String json = new String(codec.encode(relay), StandardCharsets.UTF_8);
        String payload = relay.request().text();
        String hidden = json.replace(payload, payload + ",\"more\":1");
        byte[] bytes = hidden.getBytes(StandardCharsets.UTF_8);
        assertThat(CanonicalRelay.read(bytes)).isEmpty();
        assertThat(codec.decode(bytes)).isEqualTo(relay);
    }

    @Test
    void aRelayThatBeginsWithAHeightIsNoBarrier() throws MalformedException {
        ServedRelay relay = new SettlementValues(1).relay();
        String json = new String(codec.encode(relay), StandardCharsets.UTF_8);
        byte[] bytes = json.replaceFirst("\\{", "{\"height\":12,").getBytes(StandardCharsets.UTF_8);
        assertThat(SettlementTopics.RELAY_LOG.values().decode(bytes)).isEqualTo(relay);
    }
}
