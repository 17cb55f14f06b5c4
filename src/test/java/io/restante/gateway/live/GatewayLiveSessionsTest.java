package io.restante.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord;
import io.restante.gateway.LiveSessions.LiveSessionHold;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.gateway.RefusedException;
import io.restante.mailbox.OpenMessage;
import io.restante.query.UnavailableException;
import io.restante.session.EndReason;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class GatewayLiveSessionsTest {
    private static final MailboxId MAILBOX = new MailboxId("m");
    private static final SessionId SESSION = new SessionId("s");
    private static final Epoch FIRST = new Epoch(10);
    private static final Epoch SECOND = new Epoch(11);
    private static final OpenMessage MESSAGE =
            new OpenMessage(new MessageId("1"), 1, Instant.EPOCH, 1, Payload.ofText("1"));

    private final LogInMemory log = new LogInMemory(4);
    private final CompletableFuture<Void> announced = CompletableFuture.completedFuture(null);
    private final GatewayLiveSessions sessions = sessions(Duration.ofSeconds(5), announced);

    private GatewayLiveSessions sessions(Duration replyTimeout, CompletableFuture<Void> ready) {
        LiveGatewaySettings settings = new LiveGatewaySettings(
                new GatewayId("g"), Map.of(), 4, replyTimeout, Duration.ofSeconds(5), 1_000_000);
        return new GatewayLiveSessions(settings, "run", log, ready, Runnable::run);
    }

    /** Writes down what it is told. */
    private static final class Notes implements Receiver {
        private final List<String> taken = new CopyOnWriteArrayList<>();

        @Override
        public void handOut(List<OpenMessage> messages) {
            messages.forEach(message -> taken.add(message.id().value()));
        }

        @Override
        public void backlogDone() {
            taken.add("backlog done");
        }

        @Override
        public void ended(EndReason reason) {
            taken.add("ended " + reason.word());
        }
    }

    private final Notes notes = new Notes();

    private LiveSessionHold granted(String connection, Epoch epoch, Receiver receiver) {
        CompletableFuture<LiveSessionHold> opening = sessions.open(MAILBOX, SESSION, receiver);
        sessions.granted(MAILBOX.value(), new LiveRecord.Granted(connection, epoch));
        return opening.join();
    }

    @Test
    void opensUnderTheEpochThatWasGranted() {
        LiveSessionHold hold = granted("run-1", FIRST, notes);
        assertThat(hold.epoch()).isEqualTo(FIRST);
        assertThat(hold.current()).isTrue();
        assertThat(log.written())
                .containsExactly(new Opened(SESSION, new GatewayId("g"), "run", "run-1", Optional.empty()));
        assertThat(sessions.lastWrite(MAILBOX)).isPresent();
    }

    @Test
    void letsOnlyTheGrantedEpochThrough() {
        granted("run-1", FIRST, notes);
        sessions.handOut(new LiveRecord.HandOut("run-1", SECOND, List.of(MESSAGE)));
        sessions.handOut(new LiveRecord.HandOut("run-2", FIRST, List.of(MESSAGE)));
        sessions.backlogDone(new LiveRecord.BacklogDone("run-1", SECOND));
        sessions.closed(new LiveRecord.Close("run-1", SECOND, EndReason.REPLACED));
        assertThat(notes.taken).isEmpty();
        sessions.handOut(new LiveRecord.HandOut("run-1", FIRST, List.of(MESSAGE)));
        sessions.backlogDone(new LiveRecord.BacklogDone("run-1", FIRST));
        assertThat(notes.taken).containsExactly("1", "backlog done");
    }

    @Test
    void isOverWhenTheTopologySaysSo() {
        LiveSessionHold hold = granted("run-1", FIRST, notes);
        sessions.closed(new LiveRecord.Close("run-1", FIRST, EndReason.GATEWAY_LOST));
        sessions.handOut(new LiveRecord.HandOut("run-1", FIRST, List.of(MESSAGE)));
        assertThat(notes.taken).containsExactly("ended gateway_lost");
        assertThat(hold.current()).isFalse();
        assertThat(sessions.size()).isZero();
        hold.close(EndReason.CLOSED).join();
        assertThat(log.written(Closed.class)).isEmpty();
    }

    @Test
    void saysOnTheLogThatItClosedAndHearsNothingAnyMore() {
        LiveSessionHold hold = granted("run-1", FIRST, notes);
        hold.close(EndReason.TIMED_OUT).join();
        hold.close(EndReason.CLOSED).join();
        sessions.handOut(new LiveRecord.HandOut("run-1", FIRST, List.of(MESSAGE)));
        assertThat(notes.taken).isEmpty();
        assertThat(log.written(Closed.class))
                .singleElement()
                .satisfies(closed -> assertThat(closed.epoch()).isEqualTo(FIRST))
                .satisfies(closed -> assertThat(closed.reason()).isEqualTo(EndReason.TIMED_OUT));
    }

    @Test
    void aNewerSessionOfTheSameMailboxHereTakesOverAtOnce() {
        LiveSessionHold before = granted("run-1", FIRST, notes);
        Notes newer = new Notes();
        granted("run-2", SECOND, newer);
        sessions.handOut(new LiveRecord.HandOut("run-1", FIRST, List.of(MESSAGE)));
        sessions.handOut(new LiveRecord.HandOut("run-2", SECOND, List.of(MESSAGE)));
        assertThat(notes.taken).containsExactly("ended replaced");
        assertThat(newer.taken).containsExactly("1");
        assertThat(before.current()).isFalse();
    }

    @Test
    void aRepeatedGrantChangesNothing() {
        LiveSessionHold hold = granted("run-1", FIRST, notes);
        sessions.granted(MAILBOX.value(), new LiveRecord.Granted("run-1", FIRST));
        assertThat(hold.current()).isTrue();
        assertThat(log.written(Closed.class)).isEmpty();
    }

    @Test
    void givesBackAGrantThatComesTooLate() {
        GatewayLiveSessions hasty = sessions(Duration.ofMillis(100), announced);
        CompletableFuture<LiveSessionHold> opening = hasty.open(MAILBOX, SESSION, notes);
        assertThatThrownBy(opening::join).hasCauseInstanceOf(UnavailableException.class);
        hasty.granted(MAILBOX.value(), new LiveRecord.Granted("run-1", FIRST));
        assertThat(log.written(Closed.class)).extracting(Closed::epoch).containsExactly(FIRST);
        assertThat(hasty.size()).isZero();
    }

    @Test
    void aGrantForAnotherRunIsNotItsConcern() {
        sessions.granted(MAILBOX.value(), new LiveRecord.Granted("earlier-1", FIRST));
        assertThat(log.written()).isEmpty();
    }

    @Test
    void tellsWhyASessionWasRefused() {
        CompletableFuture<LiveSessionHold> opening = sessions.open(MAILBOX, SESSION, notes);
        sessions.refused(new LiveRecord.Refused("run-1", "occupied"));
        assertThatThrownBy(opening::join).hasCauseInstanceOf(RefusedException.class);
        assertThat(sessions.size()).isZero();
    }

    @Test
    void anEndThatDidNotReachTheLogIsTriedAgain() {
        LiveSessionHold hold = granted("run-1", FIRST, notes);
        log.failWith(Optional.of(new UnavailableException("down", Duration.ofSeconds(1))));
        assertThatThrownBy(() -> hold.close(EndReason.CLOSED).join()).hasCauseInstanceOf(UnavailableException.class);
        log.failWith(Optional.empty());
        await().untilAsserted(() -> assertThat(log.written(Closed.class)).hasSize(1));
    }

    @Test
    void takesNoSessionBeforeItsFirstHeartbeatOrAfterItsEnd() {
        GatewayLiveSessions early = sessions(Duration.ofSeconds(1), new CompletableFuture<>());
        assertThatThrownBy(early.open(MAILBOX, SESSION, notes)::join).hasCauseInstanceOf(UnavailableException.class);
        granted("run-1", FIRST, notes);
        sessions.close();
        assertThat(notes.taken).containsExactly("ended terminated");
        assertThat(log.written(Closed.class)).extracting(Closed::reason).containsExactly(EndReason.TERMINATED);
        assertThatThrownBy(sessions.open(MAILBOX, SESSION, notes)::join).hasCauseInstanceOf(UnavailableException.class);
    }
}
