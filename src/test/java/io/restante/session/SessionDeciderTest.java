package io.restante.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.AgentId;
import io.restante.base.Decision;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Rejection;
import io.restante.base.SessionId;
import io.restante.session.Seat.Held;
import io.restante.session.SessionEvent.SessionEnded;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionEvent.SessionRefused;
import io.restante.session.SessionEvent.SessionReplaced;
import io.restante.session.SessionKey.OfAgent;
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
        assertThat(newestWins.open(Seat.free(), opened("c1"), new Epoch(4), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(4, "c1")))));
    }

    @Test
    void aNewerOneReplacesTheOneBeforeAndTellsWhereItWas() {
        assertThat(newestWins.open(new Held(session(4, "c1")), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(
                        List.of(new SessionReplaced(session(4, "c1"), NOW), new SessionGranted(session(9, "c2")))));
    }

    @Test
    void theOldestKeepsItWhereThatIsThePolicy() {
        assertThat(oldestWins.open(new Held(session(4, "c1")), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(
                        List.of(new SessionRefused(GATEWAY, "c2", "held-by-another", Optional.empty()))));
        assertThat(oldestWins.open(Seat.free(), opened("c2"), new Epoch(9), NOW))
                .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(9, "c2")))));
    }

    @Test
    void theSameRecordAgainIsAnsweredTheSame() {
        Seat current = new Held(session(4, "c1"));
        for (SessionDecider decider : List.of(newestWins, oldestWins)) {
            assertThat(decider.open(current, opened("c1"), new Epoch(4), NOW.plusSeconds(9)))
                    .isEqualTo(Decision.accepted(List.of(new SessionGranted(session(4, "c1")))));
        }
    }

    @Test
    void anOlderRecordAgainChangesNothing() {
        assertThat(newestWins.open(new Held(session(9, "c2")), opened("c1"), new Epoch(4), NOW))
                .isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
    }

    @Test
    void aCloseEndsItsOwnEpochAndNoOther() {
        Seat four = new Held(session(4, "c1"));
        Closed closed = new Closed(new Epoch(4), EndReason.TIMED_OUT, Optional.empty());
        SessionEnded ended = new SessionEnded(new Epoch(4), NOW, EndReason.TIMED_OUT, Optional.of(session(4, "c1")), 7);
        assertThat(newestWins.close(four, closed, 7, NOW)).isEqualTo(Decision.accepted(List.of(ended)));
        assertThat(SessionDecider.apply(four, ended)).isEqualTo(Seat.free());

        Seat nine = new Held(session(9, "c2"));
        SessionEnded late = new SessionEnded(new Epoch(4), NOW, EndReason.TIMED_OUT, Optional.empty(), 10);
        assertThat(newestWins.close(nine, closed, 10, NOW)).isEqualTo(Decision.accepted(List.of(late)));
        assertThat(SessionDecider.apply(nine, late)).isEqualTo(nine);
        assertThat(SessionDecider.apply(Seat.free(), late)).isEqualTo(Seat.free());
    }

    @Test
    void aCloseMaySayWhenItWas() {
        Instant earlier = NOW.minusSeconds(15);
        Closed closed = new Closed(new Epoch(4), EndReason.GATEWAY_LOST, Optional.of(earlier));
        assertThat(newestWins.close(Seat.free(), closed, 9, NOW))
                .isEqualTo(Decision.accepted(
                        List.of(new SessionEnded(new Epoch(4), earlier, EndReason.GATEWAY_LOST, Optional.empty(), 9))));
    }

    @Test
    void aGatewayWhoseClockIsWrongEndsNoSessionBeforeItBeganNorAfterItsRecord() {
        Seat four = new Held(session(4, "c1"));
        Instant closedAt = NOW.plusSeconds(60);
        assertThat(endOf(four, NOW.plusSeconds(20), closedAt)).isEqualTo(NOW.plusSeconds(20));
        assertThat(endOf(four, NOW.minusSeconds(3_600), closedAt))
                .as("a clock behind")
                .isEqualTo(NOW);
        assertThat(endOf(four, NOW.plusSeconds(3_600), closedAt))
                .as("a clock ahead")
                .isEqualTo(closedAt);
        assertThat(endOf(Seat.free(), NOW.plusSeconds(3_600), closedAt))
                .as("a session that is not known any more")
                .isEqualTo(closedAt);
    }

    private Instant endOf(Seat seat, Instant said, Instant closedAt) {
        Closed closed = new Closed(new Epoch(4), EndReason.CLOSED, Optional.of(said));
        return switch (newestWins.close(seat, closed, 7, closedAt)) {
            case Decision.Accepted<SessionEvent> accepted ->
                ((SessionEnded) accepted.events().getFirst()).at();
            case Decision.Rejected<SessionEvent> rejected -> throw new AssertionError(rejected);
        };
    }

    @Test
    void whatIsAppliedIsWhatIsCurrent() {
        Seat current = SessionDecider.apply(Seat.free(), new SessionGranted(session(4, "c1")));
        assertThat(current).isEqualTo(new Held(session(4, "c1")));
        assertThat(SessionDecider.apply(
                        current, new SessionRefused(GATEWAY, "c2", "held-by-another", Optional.empty())))
                .isEqualTo(current);
        assertThat(SessionDecider.apply(current, new SessionReplaced(session(4, "c1"), NOW)))
                .isEqualTo(Seat.free());
        assertThat(SessionDecider.apply(current, new SessionReplaced(session(3, "c0"), NOW)))
                .isEqualTo(current);
    }

    @Test
    void anAgentEntersWithTheFirstOfItsSessionsAndIsRememberedAfterTheLast() {
        Seat seat = opened(Seat.free(), 4, NOW);
        assertThat(seat.current().orElseThrow().entering()).isTrue();
        seat = opened(seat, 9, NOW.plusSeconds(1));
        LiveSession heir = seat.current().orElseThrow();
        assertThat(heir.entered()).contains(new Epoch(4));
        assertThat(heir.entering()).isFalse();

        Closed closed = new Closed(new Epoch(9), EndReason.CLOSED, Optional.empty());
        Decision<SessionEvent> ended = newestWins.close(seat, closed, 12, NOW.plusSeconds(2));
        Seat left = after(seat, ended);
        assertThat(left).isInstanceOf(Seat.Left.class);
        assertThat(newestWins.open(left, agent("c9"), new Epoch(9), NOW))
                .as("its own record again")
                .isEqualTo(Decision.rejected(Rejection.ALREADY_DONE));
        assertThat(newestWins.close(left, closed, 12, NOW.plusSeconds(2)))
                .as("the record that ended it again")
                .isEqualTo(ended);
        assertThat(newestWins.close(left, closed, 15, NOW.plusSeconds(3)))
                .as("another record that ends it")
                .isEqualTo(Decision.accepted(List.of(
                        new SessionEnded(new Epoch(9), NOW.plusSeconds(3), EndReason.CLOSED, Optional.empty(), 15))));
        assertThat(opened(left, 20, NOW.plusSeconds(4)).current().orElseThrow().entering())
                .isTrue();
    }

    @Test
    void clientsThatReplaceEachOtherInALoopAreDamped() {
        Seat seat = opened(Seat.free(), 1, NOW);
        for (int n = 1; n <= 3; n++) {
            seat = opened(seat, 1 + n, NOW.plusSeconds(n));
        }
        Instant third = NOW.plusSeconds(3);
        assertThat(newestWins.open(seat, agent("c5"), new Epoch(5), third.plusSeconds(4)))
                .isEqualTo(Decision.accepted(List.of(
                        new SessionRefused(GATEWAY, "c5", "replaced-too-often", Optional.of(Duration.ofSeconds(6))))));
        assertThat(opened(seat, 6, third.plusSeconds(10))
                        .current()
                        .orElseThrow()
                        .epoch())
                .isEqualTo(new Epoch(6));
    }

    @Test
    void clientsThatReplaceEachOtherNowAndThenAreNot() {
        Seat seat = opened(Seat.free(), 1, NOW);
        for (int n = 1; n <= 10; n++) {
            seat = opened(seat, 1 + n, NOW.plusSeconds(3L * n));
            assertThat(seat.current().orElseThrow().epoch()).isEqualTo(new Epoch(1 + n));
        }
    }

    private Seat opened(Seat seat, long epoch, Instant now) {
        return after(seat, newestWins.open(seat, agent("c" + epoch), new Epoch(epoch), now));
    }

    private static Seat after(Seat seat, Decision<SessionEvent> decision) {
        Seat after = seat;
        for (SessionEvent event : ((Decision.Accepted<SessionEvent>) decision).events()) {
            after = SessionDecider.apply(after, event);
        }
        return after;
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

    private static Opened agent(String connection) {
        OfAgent agent = new OfAgent(new GroupId("g"), new AgentId("a"));
        return new Opened(new SessionId("s"), GATEWAY, "run", connection, Optional.of(agent), Optional.empty());
    }

    private static LiveSession session(long epoch, String connection) {
        return new LiveSession(new Epoch(epoch), new SessionId("s"), GATEWAY, "run", connection, NOW, Optional.empty());
    }
}
