package io.restante.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.settlement.tree.Vectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The protocol's formulas against the public vectors. Of the proof requirement, the hash of the claim is compared. The sample that follows from it is drawn there by that chain's own
 * pseudo-random generator, which is no part of this protocol; ours is the top of a hash ({@link ProofRequirement}). What ran and what did not is printed.
 */
class ProtocolVectorsTest {
    @Test
    void windowsAreThoseOfTheVectors() {
        each("windows", 126, vector -> {
            HeightRules rules = rules(vector.get("params"));
            SessionBlocks session = rules.session(vector.get("height").longValue());
            SessionWindows windows = rules.windows(session.end());
            check(vector, "session_start", session.start());
            check(vector, "session_end", session.end());
            check(vector, "session_number", session.number());
            check(vector, "grace_end", windows.graceEnd());
            check(vector, "claim_open", windows.claimOpen());
            check(vector, "earliest_claim_commit", windows.claimOpen());
            check(vector, "claim_close", windows.claimClose());
            check(vector, "proof_open", windows.proofOpen());
            check(vector, "earliest_proof_commit", windows.proofOpen());
            check(vector, "proof_close", windows.proofClose());
            check(vector, "proof_path_seed_height", windows.seed());
            check(vector, "settlement_height", windows.settlement());
            check(vector, "num_pending_sessions", rules.pendingSessions());
        });
    }

    @Test
    void proofPathsAreThoseOfTheVectors() {
        each("proof_path", 12, vector -> assertThat(ProofPath.of(
                        Vectors.bytes(vector.get("block_hash")),
                        vector.get("session_id").textValue()))
                .hasToString(vector.get("path").textValue()));
    }

    @Test
    void sessionIdsAreThoseOfTheVectors() {
        each("session_id", 10, vector -> assertThat(RelaySessionId.of(
                        Vectors.bytes(vector.get("block_hash_at_session_start")),
                        vector.get("service_id").textValue(),
                        vector.get("application_address").textValue(),
                        vector.get("session_start_height").longValue()))
                .isEqualTo(vector.get("session_id").textValue()));
    }

    @Test
    void relaysBecomeLeavesAsInTheVectors() {
        each("relay_applicable", 15, vector -> assertThat(
                        Difficulty.hex(vector.get("target_hash").textValue())
                                .admits(Vectors.bytes(vector.get("relay_hash"))))
                .as(vector.toString())
                .isEqualTo(vector.get("applicable").booleanValue()));
    }

    @Test
    void difficultiesAreThoseOfTheVectors() {
        each("difficulty", 9, vector -> {
            Difficulty difficulty =
                    Difficulty.of(number(vector, "target_num_relays"), number(vector, "num_relays_ema"));
            assertThat(difficulty.hex()).isEqualTo(vector.get("new_target_hash").textValue());
            assertThat(difficulty.multiplier())
                    .isEqualTo(new Rational(
                            number(vector, "multiplier_numerator"), number(vector, "multiplier_denominator")));
            assertThat(difficulty.multiplier().numerator()).isEqualTo(number(vector, "multiplier_numerator"));
        });
    }

    @Test
    void claimsAreWorthWhatTheVectorsSay() {
        each("claimed_upokt", 27, vector -> {
            Difficulty difficulty = Difficulty.hex(vector.get("target_hash").textValue());
            Price price = new Price(
                    number(vector, "compute_units_to_tokens_multiplier"),
                    number(vector, "compute_unit_cost_granularity"));
            long units = Vectors.number(vector.get("claimed_compute_units"));
            assertThat(price.worth(units, difficulty)).isEqualTo(number(vector, "claimed_upokt"));
            assertThat(difficulty.estimatedUnits(units)).isEqualTo(number(vector, "estimated_compute_units"));
        });
    }

    @Test
    void claimsOfTheProofRequirementAreHashedAsInTheVectorsAndTheSampleIsOurs() {
        BigDecimal most = new BigDecimal(BigInteger.ONE.shiftLeft(53));
        each("proof_requirement_sample", 12, vector -> {
            byte[] claim = Vectors.bytes(vector.get("claim_protobuf"));
            byte[] seed = Vectors.bytes(vector.get("block_hash"));
            assertThat(HexFormat.of().formatHex(Hashes.sha256(claim)))
                    .isEqualTo(vector.get("claim_sha256").textValue());
            BigDecimal sample =
                    BigDecimal.valueOf(ProofRequirement.sample(claim, seed)).divide(most);
            BigDecimal less = sample.subtract(BigDecimal.ONE.movePointLeft(20)).max(BigDecimal.ZERO);
            assertThat(new ProofRequirement(BigInteger.TWO, sample).demands(BigInteger.ONE, claim, seed))
                    .isTrue();
            assertThat(new ProofRequirement(BigInteger.TWO, less).demands(BigInteger.ONE, claim, seed))
                    .isFalse();
        });
        System.out.println(
                "protocol, proof_requirement_sample: of these the claims' hashes; sample_float64 0 cases of 12,"
                        + " because it is drawn by that chain's own generator, which this protocol replaces by its own");
    }

    private static void each(String part, int cases, Consumer<JsonNode> check) {
        JsonNode vectors = Vectors.file("protocol").get(part);
        vectors.forEach(check);
        System.out.println("protocol, " + part + ": " + vectors.size() + " cases of " + vectors.size());
        assertThat(vectors).hasSize(cases);
    }

    private static HeightRules rules(JsonNode params) {
        return new HeightRules(
                params.get("num_blocks_per_session").longValue(),
                params.get("grace_period_end_offset_blocks").longValue(),
                params.get("claim_window_open_offset_blocks").longValue(),
                params.get("claim_window_close_offset_blocks").longValue(),
                params.get("proof_window_open_offset_blocks").longValue(),
                params.get("proof_window_close_offset_blocks").longValue(),
                params.get("session_grid_anchor_height").longValue(),
                params.get("session_number_at_anchor").longValue());
    }

    private static void check(JsonNode vector, String field, long ours) {
        assertThat(ours).as(field + " of " + vector).isEqualTo(vector.get(field).longValue());
    }

    private static BigInteger number(JsonNode vector, String field) {
        return new BigInteger(vector.get(field).textValue());
    }
}
