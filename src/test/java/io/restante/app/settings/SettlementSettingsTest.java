package io.restante.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.settlement.ChainParameters;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.TreeRoot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The chain's parameters, as settings spell them, at the heights of a session. */
class SettlementSettingsTest {
    private static final String SEED = "0".repeat(64);

    private static ChainParameters chain(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("settlement.services.echo", "http://127.0.0.1:1/ 10");
        return SettingsReader.read(Optional.empty(), Map.of(), all).settlement().chain();
    }

    private static SessionHeader session(long start, long end) {
        return new SessionHeader("application", "echo", "0".repeat(64), start, end);
    }

    private static TreeRoot root(long sum) {
        return new TreeRoot("a".repeat(64), sum, 1);
    }

    @Test
    void pricesUnitsAndDifficultyAreThoseOfTheFirstBlock() {
        ChainParameters chain = chain(Map.of(
                "settlement.changes.11",
                "tokensPerUnit=3 granularity=2 echo.units=12 echo.target=" + "00" + "f".repeat(62)));
        SessionHeader before = session(1, 10);
        SessionHeader after = session(11, 20);
        assertThat(chain.units(before)).hasValue(10);
        assertThat(chain.units(after)).hasValue(12);
        assertThat(chain.amount(before, root(7))).isEqualTo(7);
        assertThat(chain.amount(after, root(7)))
                .as("a leaf stands for 256 relays")
                .isEqualTo(2_688);
        byte[] hash = new byte[32];
        hash[0] = 1;
        assertThat(chain.applicable(before, hash)).isTrue();
        assertThat(chain.applicable(after, hash)).isFalse();
        assertThat(chain.onGrid(after))
                .as("the grid stays where nothing is said of heights")
                .isTrue();
    }

    @Test
    void aChangeWithinASessionIsForTheNextOne() {
        ChainParameters chain = chain(Map.of("settlement.changes.5", "tokensPerUnit=3"));
        assertThat(chain.amount(session(1, 10), root(7))).isEqualTo(7);
        assertThat(chain.amount(session(11, 20), root(7))).isEqualTo(21);
    }

    @Test
    void whichClaimsMustBeProvedChangesToo() {
        ChainParameters chain = chain(Map.of(
                "settlement.proofThreshold", "100",
                "settlement.proofProbability", "0",
                "settlement.changes.11", "proofThreshold=5",
                "settlement.changes.21", "proofThreshold=1000 proofProbability=1"));
        assertThat(chain.proofRequired("supplier", session(1, 10), root(7), SEED))
                .isFalse();
        assertThat(chain.proofRequired("supplier", session(1, 10), root(100), SEED))
                .isTrue();
        assertThat(chain.proofRequired("supplier", session(11, 20), root(7), SEED))
                .isTrue();
        assertThat(chain.proofRequired("supplier", session(21, 30), root(7), SEED))
                .isTrue();
    }

    @Test
    void windowsAreThoseOfTheLastBlockAndTheGridBeginsAnew() {
        ChainParameters chain = chain(Map.of("settlement.changes.21", "blocks=20 grace=10 claimOpen=11"));
        assertThat(chain.heights(session(11, 20)).claim().open()).isEqualTo(22);
        assertThat(chain.onGrid(session(21, 40))).isTrue();
        assertThat(chain.heights(session(21, 40)).claim().open()).isEqualTo(52);
        assertThat(chain.heights().at(21).session(21).number()).isEqualTo(3);
    }

    @Test
    void aServiceHasItsDifficultyBehindItsUnits() {
        ChainParameters chain =
                chain(Map.of("settlement.services.echo", "http://127.0.0.1:1/ 10 " + "7" + "f".repeat(63)));
        assertThat(chain.amount(session(1, 10), root(10))).isEqualTo(20);
    }

    @Test
    void whatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> chain(Map.of("settlement.changes.11", "tokens=3")))
                .hasMessageContaining("changes.11")
                .hasMessageContaining("there is no [tokens]");
        assertThatThrownBy(() -> chain(Map.of("settlement.changes.11", "nothing.units=3")))
                .hasMessageContaining("there is no [nothing.units]");
        assertThatThrownBy(() -> chain(Map.of("settlement.changes.soon", "tokensPerUnit=3")))
                .hasMessageContaining("changes.soon");
        assertThatThrownBy(() -> chain(Map.of("settlement.services.echo", "http://127.0.0.1:1/ 10 xyz")))
                .hasMessageContaining("services.echo");
    }
}
