package io.restante.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.Rejection;
import io.restante.contract.LiveRecord;
import io.restante.gateway.Mailboxes.Added;
import io.restante.gateway.RefusedException;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxReply;
import io.restante.query.UnavailableException;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Heartbeat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GatewayMailboxesTest {
    private static final MailboxId MAILBOX = new MailboxId("m");
    private static final MailboxCommand COMMAND = new MailboxCommand.AcknowledgeMessages(List.of(new MessageId("1")));

    private final long end = 42;
    private final LogInMemory log = new LogInMemory(4);
    private final LiveGatewaySettings settings = new LiveGatewaySettings(
            new GatewayId("g"), Map.of(), 4, Duration.ofMillis(300), Duration.ofMillis(50), 1_000_000);
    private final GatewayMailboxes mailboxes = mailboxes(CompletableFuture.completedFuture(null));

    private GatewayMailboxes mailboxes(CompletableFuture<Void> ready) {
        return new GatewayMailboxes(
                settings, "run", log, partition -> CompletableFuture.completedFuture(end), ready, Runnable::run);
    }

    private CommandRequest asked() {
        return log.written(CommandRequest.class).getLast();
    }

    @Test
    void aMessageWithoutAnIdIsNamedAfterItsPlaceOnTheLog() {
        Added added = mailboxes.add(MAILBOX, AddMessage.of(Payload.ofText("1"))).join();
        assertThat(added.id()).isEqualTo(new MessageId(added.position().token()));
        MessageId own = new MessageId("own");
        assertThat(mailboxes
                        .add(MAILBOX, AddMessage.of(Payload.ofText("1")).withId(own))
                        .join()
                        .id())
                .isEqualTo(own);
    }

    @Test
    void aTakeSeesWhatAnyGatewayHadWritten() {
        var unused = mailboxes.ask(
                MAILBOX,
                new MailboxCommand.TakeMessages(
                        OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty()));
        assertThat(asked().after()).hasValue(end - 1);
    }

    @Test
    void aCommandWaitsForWhatWasWrittenToThePartitionBefore() {
        var unused = mailboxes.ask(MAILBOX, COMMAND);
        assertThat(asked().after()).isEmpty();
        Added added = mailboxes.add(MAILBOX, AddMessage.of(Payload.ofText("1"))).join();
        var afterwards = mailboxes.ask(MAILBOX, COMMAND);
        assertThat(asked().after()).hasValue(added.position().offset());
        assertThat(mailboxes.lastWrite(MAILBOX)).contains(added.position());
        assertThat(afterwards).isNotDone();
    }

    @Test
    void aReplyFindsWhoAskedOnce() {
        CompletableFuture<MailboxReply> reply = mailboxes.ask(MAILBOX, COMMAND);
        String correlation = asked().replyTo().orElseThrow().correlation();
        MailboxReply answer = new MailboxReply.Acknowledged(1, 0);
        mailboxes.replied(new LiveRecord.Reply("run-77", answer));
        assertThat(reply).isNotDone();
        mailboxes.replied(new LiveRecord.Reply(correlation, answer));
        mailboxes.replied(new LiveRecord.Reply(correlation, new MailboxReply.PutBack()));
        assertThat(reply).isCompletedWithValue(answer);
    }

    @Test
    void aCommandThatIsDeclinedIsRefused() {
        CompletableFuture<MailboxReply> reply = mailboxes.ask(MAILBOX, COMMAND);
        mailboxes.replied(new LiveRecord.Reply(
                asked().replyTo().orElseThrow().correlation(),
                new MailboxReply.Declined(new Rejection("why", "Because."))));
        assertThatThrownBy(reply::join).hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void aCommandThatIsNotAnsweredOrCannotBeWrittenIsUnavailable() {
        assertThatThrownBy(mailboxes.ask(MAILBOX, COMMAND)::join).hasCauseInstanceOf(UnavailableException.class);
        log.failWith(Optional.of(new UnavailableException("down", Duration.ofSeconds(1))));
        assertThatThrownBy(mailboxes.ask(MAILBOX, COMMAND)::join).hasCauseInstanceOf(UnavailableException.class);
    }

    @Test
    void nothingIsAskedBeforeRepliesAreHeard() {
        GatewayMailboxes deaf = mailboxes(new CompletableFuture<>());
        assertThatThrownBy(deaf.ask(MAILBOX, COMMAND)::join).hasCauseInstanceOf(UnavailableException.class);
        assertThat(log.written()).isEmpty();
    }

    @Test
    void theGatewayBeatsOnEveryPartitionUntilItDrains() {
        log.failWith(Optional.of(new UnavailableException("down", Duration.ofSeconds(1))));
        Heartbeats heartbeats = new Heartbeats(settings, "run", log);
        CompletableFuture<Void> announced = heartbeats.start();
        log.failWith(Optional.empty());
        announced.join();
        await().untilAsserted(() -> assertThat(log.written(Heartbeat.class)).hasSizeGreaterThanOrEqualTo(8));
        heartbeats.close();
        assertThat(log.written(Draining.class)).hasSize(4);
        assertThat(log.written()).last().isInstanceOf(Draining.class);
    }
}
