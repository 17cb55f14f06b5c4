package io.restante.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Decision;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionRules.Policy;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId("here");

    private final SessionDecider newestWins = new SessionDecider(SessionRules.DEFAULTS);
    private final SessionDecider oldestWins =
            new SessionDecider(new SessionRules(Policy.OLDEST_WINS, Duration.ofSeconds(15), 10));

    @Test
    void grantsTheFirstUnderItsOffset() {
        assertThat(newestWins.open(Optional.empty(), opened("c1"), new Epoch(4), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(4, "c1")))));
    }

    @Test
    void aNewerOneReplacesTheOneBeforeAndTellsWhereItWas() {
        assertThat(newestWins.open(Optional.of(session(4, "c1")), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(List.of(
                        new SessionReplaced(new Epoch(4), GATEWAY, "c1", NOW), new SessionGranted(session(9, "c2")))));
    }

    @Test
    void theOldestKeepsItWhereThatIsThePolicy() {
        assertThat(oldestWins.open(Optional.of(session(4, "c1")), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionRefused(GATEWAY, "c2", "held-by-another"))));
        assertThat(oldestWins.open(Optional.empty(), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(9, "c2")))));
    }

    @Test
    void theSameRecordAgainIsAnsweredTheSame() {
        Optional<LiveSession> current = Optional.of(session(4, "c1"));
        for (SessionDecider decider : List.of(newestWins, oldestWins)) {
            assertThat(decider.open(current, opened("c1"), new Epoch(4), NOW.plusSeconds(9)))
                    .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(4, "c1")))));
        }
    }

    @Test
    void anOlderRecordAgainChangesNothing() {
        assertThat(newestWins.open(Optional.of(session(9, "c2")), opened("c1"), new Epoch(4), NOW))
                .isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
    }

    @Test
    void aCloseEndsItsOwnEpochAndNoOther() {
        Decision<SessionEvent> closed =
                newestWins.close(new Closed(new Epoch(4), EndReason.TIMED_OUT, Optional.empty()), NOW);
        SessionEnded ended = new SessionEnded(new Epoch(4), NOW, EndReason.TIMED_OUT);
        assertThat(closed).isEqualTo(Decision.accepted(List.of(ended)));
        assertThat(SessionDecider.apply(Optional.of(session(4, "c1")), ended)).isEmpty();
        assertThat(SessionDecider.apply(Optional.of(session(9, "c2")), ended)).contains(session(9, "c2"));
        assertThat(SessionDecider.apply(Optional.empty(), ended)).isEmpty();
    }

    @Test
    void aCloseMaySayWhenItWas() {
        Instant earlier = NOW.minusSeconds(15);
        assertThat(newestWins.close(new Closed(new Epoch(4), EndReason.GATEWAY_LOST, Optional.of(earlier)), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionEnded(new Epoch(4), earlier, EndReason.GATEWAY_LOST))));
    }

    @Test
    void whatIsAppliedIsWhatIsCurrent() {
        Optional<LiveSession> current = SessionDecider.apply(Optional.empty(), new SessionGranted(session(4, "c1")));
        assertThat(current).contains(session(4, "c1"));
        assertThat(SessionDecider.apply(current, new SessionRefused(GATEWAY, "c2", "held-by-another")))
                .isEqualTo(current);
        assertThat(SessionDecider.apply(current, new SessionReplaced(new Epoch(4), GATEWAY, "c1", NOW)))
                .isEmpty();
        assertThat(SessionDecider.apply(current, new SessionReplaced(new Epoch(3), GATEWAY, "c0", NOW)))
                .isEqualTo(current);
    }

    @Test
    void aGatewayIsLostWhenItFallsSilentOrIsSuperseded() {
        GatewayLife life = new GatewayLife(NOW, false);
        assertThat(life.lostAt(NOW.plusSeconds(15).minusMillis(1), SessionRules.DEFAULTS))
                .isFalse();
        assertThat(life.lostAt(NOW.plusSeconds(15), SessionRules.DEFAULTS)).isTrue();
        assertThat(life.over().lostAt(NOW, SessionRules.DEFAULTS)).isTrue();
        assertThat(life.heardAt(NOW.minusSeconds(1)).lastHeard()).isEqualTo(NOW);
    }

    @Test
    void anOlderRunReadASecondTimeSupersedesNobody() {
        GatewayLife newer = new GatewayLife(NOW, false);
        assertThat(GatewayLife.firstHeardAt(NOW.minusSeconds(1), List.of(newer)).superseded())
                .isTrue();
        assertThat(GatewayLife.firstHeardAt(NOW.plusSeconds(1), List.of(newer)).superseded())
                .isFalse();
    }

    private static Opened opened(String connection) {
        return new Opened(new SessionId("s"), GATEWAY, "run", connection, Optional.empty());
    }

    private static LiveSession session(long epoch, String connection) {
        return new LiveSession(new Epoch(epoch), new SessionId("s"), GATEWAY, "run", connection, NOW, Optional.empty());
    }
}
