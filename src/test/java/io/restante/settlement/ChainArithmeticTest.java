package io.restante.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChainArithmeticTest {
    private static final byte[] SEED = new byte[32];
    private static final long SAMPLE_OF_CLAIM = 1_699_524_032_120_705L;

    @Test
    void thereIsNoSessionBeforeTheFirstBlock() {
        assertThat(HeightRules.DEFAULTS.session(0)).isEqualTo(new SessionBlocks(0, 0, 0));
        assertThat(HeightRules.DEFAULTS.session(-7)).isEqualTo(new SessionBlocks(0, 0, 0));
        assertThat(HeightRules.DEFAULTS.session(1)).isEqualTo(new SessionBlocks(1, 10, 1));
    }

    @Test
    void rulesThatCannotBeKeptAreRefused() {
        assertThatThrownBy(() -> new HeightRules(10, 10, 10, 4, 0, 4, 1, 1))
                .hasMessage("grace: expected less than the 10 blocks of a session, got 10");
        assertThatThrownBy(() -> new HeightRules(10, 3, 2, 4, 0, 4, 1, 1))
                .hasMessage("claimOpen: expected 3 or more: no claim before the grace is over, got 2");
        assertThatThrownBy(() -> new HeightRules(10, 0, 0, 0, 0, 0, 1, 1)).hasMessageContaining("offsets are 0");
        assertThatThrownBy(() -> new HeightRules(0, 0, 1, 4, 0, 4, 1, 1))
                .hasMessage("blocks: expected 1 or more, got 0");
        assertThatThrownBy(() -> new HeightRules(10, 1, 1, -4, 0, 4, 1, 1))
                .hasMessage("claimClose: expected 0 or more, got -4");
    }

    @Test
    void aParameterIsInForceFromItsHeightOn() {
        ByHeight<String> changing = new ByHeight<>(new TreeMap<>(Map.of(1L, "first", 100L, "second")));
        assertThat(changing.at(0)).isEqualTo("first");
        assertThat(changing.at(99)).isEqualTo("first");
        assertThat(changing.at(100)).isEqualTo("second");
        assertThat(ByHeight.always("only").at(-1)).isEqualTo("only");
    }

    @Test
    void aClaimOfGreatWorthIsAlwaysProved() {
        ProofRequirement requirement = new ProofRequirement(BigInteger.TEN, BigDecimal.ZERO);
        assertThat(requirement.demands(BigInteger.TEN, claim(1), SEED)).isTrue();
        assertThat(requirement.demands(BigInteger.valueOf(9), claim(1), SEED)).isFalse();
    }

    @Test
    void ofLesserClaimsAsManyAreProvedAsTheProbabilitySays() {
        ProofRequirement quarter = new ProofRequirement(BigInteger.TEN, new BigDecimal("0.25"));
        long proved = IntStream.range(0, 10_000)
                .filter(n -> quarter.demands(BigInteger.ONE, claim(n), SEED))
                .count();
        assertThat(proved).isBetween(2_300L, 2_700L);
        ProofRequirement all = new ProofRequirement(BigInteger.TEN, BigDecimal.ONE);
        assertThat(IntStream.range(0, 1_000).allMatch(n -> all.demands(BigInteger.ONE, claim(n), SEED)))
                .isTrue();
    }

    /** The hash is {@code sha256(sha256("claim") ‖ 32 zero bytes)}, reckoned with another tool; its first 53 bits are the sample. */
    @Test
    void theSampleIsTheTopOfTheHash() {
        assertThat(ProofRequirement.sample("claim".getBytes(StandardCharsets.US_ASCII), SEED))
                .isEqualTo(SAMPLE_OF_CLAIM);
    }

    @Test
    void amountsAreRoundedDownOnce() {
        Difficulty half = new Difficulty(Difficulty.EASIEST.target().shiftRight(1));
        Price third = new Price(BigInteger.ONE, BigInteger.valueOf(3));
        assertThat(third.worth(3, half)).isEqualTo(2);
        assertThat(third.worth(2, half)).isEqualTo(1);
        assertThat(new Price(BigInteger.ONE, BigInteger.ONE).worth(-1, Difficulty.EASIEST))
                .isEqualTo(new BigInteger("18446744073709551615"));
    }

    @Test
    void whatIsNoParameterIsRefused() {
        assertThatThrownBy(() -> new Difficulty(BigInteger.ZERO)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> Difficulty.hex("1" + "00".repeat(32))).hasMessageContaining("2^256 - 1");
        assertThatThrownBy(() -> new Price(BigInteger.ONE, BigInteger.ZERO)).hasMessageContaining("granularity");
        assertThatThrownBy(() -> new Price(BigInteger.valueOf(-1), BigInteger.ONE))
                .hasMessageContaining("-1");
        assertThatThrownBy(() -> new ProofRequirement(BigInteger.ONE, new BigDecimal("1.01")))
                .hasMessage("probability: expected a number from 0 to 1, got 1.01");
        assertThatThrownBy(() -> new ByHeight<>(new TreeMap<Long, String>())).hasMessageContaining("expected one");
    }

    @Test
    void theSameRelayIsTheSameLeaf() {
        byte[] relay = claim(1);
        assertThat(RelayHash.leaf(relay, 5)).isEqualTo(RelayHash.leaf(relay.clone(), 5));
        assertThat(RelayHash.of(relay).path())
                .isNotEqualTo(RelayHash.of(claim(2)).path());
    }

    private static byte[] claim(int n) {
        return ("claim " + n).getBytes(StandardCharsets.US_ASCII);
    }
}
