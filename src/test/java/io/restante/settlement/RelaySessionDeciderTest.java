package io.restante.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Decision.Rejected;
import io.restante.base.Rejection;
import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Ended;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySessionEvent.ClaimIncluded;
import io.restante.settlement.RelaySessionEvent.ClaimSent;
import io.restante.settlement.RelaySessionEvent.ProofAsked;
import io.restante.settlement.RelaySessionEvent.ProofSent;
import io.restante.settlement.RelaySessionEvent.RelayRecorded;
import io.restante.settlement.RelaySessionEvent.RelayWasLate;
import io.restante.settlement.RelaySessionEvent.SessionClosed;
import io.restante.settlement.RelaySessionEvent.SessionEnded;
import io.restante.settlement.RelaySessionEvent.SessionOpened;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.TransactionEvent.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A session of the heights 1 to 10: claims from 12 to 16, seed 15, proofs from 16 to 20. */
class RelaySessionDeciderTest {
    private static final String SUPPLIER = "supplier-1";
    private static final SessionHeader SESSION = Relays.session(1);
    private static final TreeRoot ROOT = new TreeRoot("b".repeat(64), 14, 2);
    private static final TreeRoot ANOTHER = new TreeRoot("c".repeat(64), 14, 2);

    private final SmallChain rules = new SmallChain();
    private final RelaySessionDecider decider = new RelaySessionDecider(rules);
    private final Map<Long, String> hashes = new HashMap<>();
    private long height;
    private @Nullable RelaySession session;

    private final Chain chain = new Chain() {
        @Override
        public long height() {
            return height;
        }

        @Override
        public Optional<String> hash(long height) {
            return Optional.ofNullable(hashes.get(height));
        }
    };

    private RelaySession now() {
        return java.util.Objects.requireNonNull(session);
    }

    private List<RelaySessionEvent> happen(List<RelaySessionEvent> events) {
        events.forEach(event -> session = RelaySessionDecider.apply(Optional.ofNullable(session), event));
        return events;
    }

    private List<RelaySessionEvent> record(ServedRelay relay, boolean leaf) {
        Decision<RelaySessionEvent> decision = decider.record(Optional.ofNullable(session), relay, leaf, false, chain);
        return happen(((Accepted<RelaySessionEvent>) decision).events());
    }

    private String refused(ServedRelay relay) {
        Decision<RelaySessionEvent> decision = decider.record(Optional.ofNullable(session), relay, true, false, chain);
        return ((Rejected<RelaySessionEvent>) decision).rejection().reason();
    }

    /** Each height in turn, with its block. */
    private List<RelaySessionEvent> blocksTo(long last) {
        List<RelaySessionEvent> events = new java.util.ArrayList<>();
        while (height < last) {
            height++;
            hashes.put(height, SmallChain.hash(height));
            if (session != null) {
                events.addAll(happen(decider.at(session, chain)));
            }
        }
        return events;
    }

    private List<RelaySessionEvent> told(Kind kind, Outcome outcome) {
        Decision<RelaySessionEvent> decision =
                decider.told(now(), new TransactionEvent(kind, 1, outcome, height, Optional.empty()), chain);
        return decision instanceof Accepted<RelaySessionEvent> accepted ? happen(accepted.events()) : List.of();
    }

    private List<RelaySessionEvent> frozen(TreeRoot root) {
        return happen(decider.frozen((Freezing) now(), root, chain));
    }

    private List<RelaySessionEvent> proved(TreeRoot root) {
        return happen(decider.proved((Proving) now(), root, chain));
    }

    /** Two relays, closed at 12, claim sent. */
    private void claiming() {
        record(Relays.relay(SUPPLIER, SESSION, 1), true);
        record(Relays.relay(SUPPLIER, SESSION, 2), true);
        blocksTo(12);
        frozen(ROOT);
    }

    private void claimed() {
        claiming();
        blocksTo(13);
        told(Kind.CLAIM, Outcome.INCLUDED);
    }

    private void proving() {
        claimed();
        blocksTo(16);
        proved(ROOT);
    }

    private EndedRelaySession history() {
        return ((Ended) now()).history();
    }

    @Test
    void theFirstRelayOpensTheSession() {
        assertThat(record(Relays.relay(SUPPLIER, SESSION, 1), true))
                .hasExactlyElementsOfTypes(SessionOpened.class, RelayRecorded.class);
        assertThat(now()).isInstanceOf(Active.class);
        assertThat(now().life().leaves()).isEqualTo(1);
    }

    @Test
    void aRelayAboveTheTargetIsCountedAndIsNoLeaf() {
        record(Relays.relay(SUPPLIER, SESSION, 1), false);
        assertThat(now().life()).extracting(Life::relays, Life::leaves).containsExactly(1L, 0L);
    }

    @Test
    void theSameRelayAgainChangesNothing() {
        ServedRelay relay = Relays.relay(SUPPLIER, SESSION, 1);
        record(relay, true);
        assertThat(decider.record(Optional.of(now()), relay, true, true, chain))
                .isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
    }

    @Test
    void aSessionOffTheGridIsUnknown() {
        SessionHeader off = new SessionHeader(SESSION.application(), SESSION.service(), SESSION.sessionId(), 2, 11);
        assertThat(refused(Relays.relay(SUPPLIER, off, 1))).isEqualTo("session_unknown");
    }

    @Test
    void aSessionWhoseIdIsNotTheOneOfItsFirstBlockIsUnknown() {
        blocksTo(1);
        SessionHeader other = new SessionHeader(SESSION.application(), "another", SESSION.sessionId(), 1, 10);
        assertThat(refused(Relays.relay(SUPPLIER, other, 1))).isEqualTo("session_unknown");
        record(Relays.relay(SUPPLIER, SESSION, 1), true);
        assertThat(refused(Relays.relay(SUPPLIER, other, 2))).isEqualTo("session_unknown");
    }

    @Test
    void aRelayOfAnotherPriceIsRefused() {
        ServedRelay relay = Relays.relay(SUPPLIER, SESSION, 1);
        ServedRelay dear = new ServedRelay(
                relay.supplier(),
                relay.session(),
                relay.units() + 1,
                relay.request(),
                relay.applicationSignature(),
                relay.status(),
                relay.payloadHash(),
                relay.supplierSignature());
        assertThat(refused(dear)).isEqualTo("units_differ");
        record(relay, true);
        assertThat(refused(dear)).isEqualTo("units_differ");
    }

    @Test
    void relaysAreTakenUpToTheHeightBeforeClaimsOpen() {
        record(Relays.relay(SUPPLIER, SESSION, 1), true);
        assertThat(blocksTo(11)).isEmpty();
        assertThat(record(Relays.relay(SUPPLIER, SESSION, 2), true)).hasExactlyElementsOfTypes(RelayRecorded.class);
        assertThat(blocksTo(12)).containsExactly(new SessionClosed(12));
        assertThat(record(Relays.relay(SUPPLIER, SESSION, 3), true)).hasExactlyElementsOfTypes(RelayWasLate.class);
        assertThat(now().life()).extracting(Life::leaves, Life::late).containsExactly(2L, 1L);
    }

    @Test
    void aRelayOfASessionThatIsOverIsRefused() {
        blocksTo(12);
        assertThat(refused(Relays.relay(SUPPLIER, SESSION, 1))).isEqualTo("session_closed");
    }

    @Test
    void theClaimGoesOutWithTheRoot() {
        claiming();
        assertThat(now()).isEqualTo(new Claiming(now().life(), new Frozen(ROOT, 12), new Sending(1, 12)));
    }

    @Test
    void aClaimInNoBlockIsSentAgainAtOneAndAtTwoThirdsAndIsMissedThen() {
        claiming();
        assertThat(blocksTo(13)).singleElement().isInstanceOfSatisfying(ClaimSent.class, sent -> assertThat(
                        sent.claim())
                .isEqualTo(new SubmitClaim(SUPPLIER, SESSION, ROOT, 2, 16, 13)));
        assertThat(blocksTo(14)).isEmpty();
        assertThat(blocksTo(15)).singleElement().isInstanceOfSatisfying(ClaimSent.class, sent -> assertThat(
                        sent.claim().attempt())
                .isEqualTo(3));
        assertThat(blocksTo(17)).isEmpty();
        blocksTo(18);
        assertThat(history())
                .extracting(EndedRelaySession::end, EndedRelaySession::claimAttempts, EndedRelaySession::root)
                .containsExactly(End.CLAIM_MISSED, 3, Optional.of(ROOT));
    }

    @Test
    void acceptedIsNotIncluded() {
        claiming();
        assertThat(told(Kind.CLAIM, Outcome.ACCEPTED)).isEmpty();
        assertThat(now()).isInstanceOf(Claiming.class);
    }

    @Test
    void anIncludedClaimIsClaimedOnce() {
        claimed();
        assertThat(now()).isEqualTo(new Claimed(now().life(), new Frozen(ROOT, 12), 2, 13));
        assertThat(told(Kind.CLAIM, Outcome.INCLUDED)).isEmpty();
        assertThat(told(Kind.CLAIM, Outcome.REJECTED)).isEmpty();
    }

    @Test
    void aRejectedClaimEndsTheSession() {
        claiming();
        told(Kind.CLAIM, Outcome.REJECTED);
        assertThat(history().end()).isEqualTo(End.CLAIM_REJECTED);
    }

    @Test
    void noProofIsAskedForBeforeTheClaimIsIncluded() {
        claiming();
        assertThat(blocksTo(17)).noneMatch(ProofAsked.class::isInstance);
        assertThat(told(Kind.PROOF, Outcome.INCLUDED)).isEmpty();
        assertThat(told(Kind.CLAIM, Outcome.INCLUDED)).hasExactlyElementsOfTypes(ClaimIncluded.class, ProofAsked.class);
    }

    @Test
    void thePathComesFromTheSeedBlockAndNoOther() {
        claimed();
        blocksTo(14);
        height = 16;
        hashes.put(16L, SmallChain.hash(16));
        assertThat(decider.at(now(), chain)).isEmpty();
        assertThat(decider.next(now(), 16)).contains(17L);
        hashes.put(15L, SmallChain.hash(15));
        assertThat(decider.at(now(), chain))
                .containsExactly(new ProofAsked(rules.proofPath(SmallChain.hash(15), SESSION.sessionId())));
    }

    @Test
    void aSeedThatNeverComesIsAMissedProof() {
        claimed();
        height = 22;
        happen(decider.at(now(), chain));
        assertThat(history().end()).isEqualTo(End.PROOF_MISSED);
    }

    @Test
    void anIncludedProofSettles() {
        proving();
        assertThat(((Proving) now()).sending()).isEqualTo(new Sending(1, 16));
        blocksTo(17);
        told(Kind.PROOF, Outcome.INCLUDED);
        assertThat(history())
                .isEqualTo(new EndedRelaySession(
                        SUPPLIER,
                        SESSION,
                        End.SETTLED,
                        Optional.of(ROOT),
                        2,
                        0,
                        Optional.of(42L),
                        Optional.of(12L),
                        Optional.of(13L),
                        17,
                        2,
                        2,
                        Optional.empty()));
    }

    @Test
    void aProofInNoBlockIsSentAgainAndIsMissedThen() {
        proving();
        List<RelaySessionEvent> sent = blocksTo(20);
        assertThat(sent).containsExactly(new ProofSent(2, 17, 20), new ProofSent(3, 19, 20));
        assertThat(blocksTo(21)).isEmpty();
        blocksTo(22);
        assertThat(history().end()).isEqualTo(End.PROOF_MISSED);
    }

    @Test
    void aRejectedProofEndsTheSession() {
        proving();
        told(Kind.PROOF, Outcome.REJECTED);
        assertThat(history().end()).isEqualTo(End.PROOF_REJECTED);
    }

    @Test
    void aClaimThatNeedsNoProofIsSettledWithoutOne() {
        rules.proofRequired = false;
        claimed();
        blocksTo(16);
        assertThat(history())
                .extracting(EndedRelaySession::end, EndedRelaySession::proofAttempts)
                .containsExactly(End.NOT_REQUIRED, 0);
    }

    @Test
    void aSessionWithoutALeafIsEmpty() {
        record(Relays.relay(SUPPLIER, SESSION, 1), false);
        blocksTo(12);
        assertThat(history())
                .extracting(EndedRelaySession::end, EndedRelaySession::root)
                .containsExactly(End.EMPTY, Optional.empty());
    }

    @Test
    void leavesThatGiveAnotherRootStopTheSessionAndNothingIsSentForIt() {
        claimed();
        blocksTo(16);
        proved(ANOTHER);
        assertThat(now()).isInstanceOf(Stopped.class);
        assertThat(blocksTo(21)).isEmpty();
        assertThat(told(Kind.PROOF, Outcome.INCLUDED)).isEmpty();
        blocksTo(22);
        assertThat(history().end()).isEqualTo(End.PROOF_MISSED);
        assertThat(history().reason())
                .hasValueSatisfying(reason -> assertThat(reason).contains(ANOTHER.hex()));
    }

    @Test
    void aClaimFrozenAfterItsWindowIsNotSent() {
        record(Relays.relay(SUPPLIER, SESSION, 1), true);
        blocksTo(11);
        height = 17;
        happen(decider.at(now(), chain));
        assertThat(frozen(ROOT)).noneMatch(ClaimSent.class::isInstance);
        height = 18;
        happen(decider.at(now(), chain));
        assertThat(history().end()).isEqualTo(End.CLAIM_MISSED);
    }

    @Test
    void aGapIsAsGoodAsAllItsHeights() {
        record(Relays.relay(SUPPLIER, SESSION, 1), true);
        height = 14;
        assertThat(happen(decider.at(now(), chain))).containsExactly(new SessionClosed(14));
        assertThat(frozen(ROOT)).anyMatch(ClaimSent.class::isInstance);
    }

    @Test
    void anEventThatDoesNotFitIsAMistakeAndSaysSo() {
        claiming();
        assertThatThrownBy(() -> RelaySessionDecider.apply(Optional.of(now()), new RelayRecorded(true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("claiming");
        assertThat(new SessionEnded(End.EMPTY, 1, Optional.empty(), Optional.empty())
                        .end()
                        .loss())
                .isFalse();
    }
}
