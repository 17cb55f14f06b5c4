package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.contract.DeadLetter;
import io.restante.contract.LiveRecord;
import io.restante.contract.LiveRecord.BacklogDone;
import io.restante.contract.LiveRecord.Close;
import io.restante.contract.LiveRecord.Granted;
import io.restante.contract.LiveRecord.HandOut;
import io.restante.contract.LiveRecord.Reply;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.MailboxReply.Acknowledged;
import io.restante.mailbox.MailboxReply.Taken;
import io.restante.mailbox.OpenMessage;
import io.restante.mailbox.ReplyAddress;
import io.restante.push.PushNotification;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole slice: messages in, hand-outs, takes, acknowledgements, pushes and dead letters out. */
class DeliveryFlowTest {
    private static final MailboxId ALICE = new MailboxId("alice");

    private final FlowTest flow = new FlowTest();

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void whatMailboxesHoldIsCountedAsTicksPass() {
        add("one", "1");
        add("two", "22");
        flow.pass(Duration.ofSeconds(2));
        assertThat(flow.census().complete()).isTrue();
        assertThat(flow.census().messages()).isEqualTo(2);
        assertThat(flow.census().holding()).isEqualTo(1);
        assertThat(flow.census().deepest()).singleElement().satisfies(alice -> {
            assertThat(alice.mailbox()).isEqualTo(ALICE);
            assertThat(alice.messages()).isEqualTo(2);
            assertThat(alice.oldestAt()).isPresent();
        });
        assertThat(flow.readBytes(Topics.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void aMessageForNobodyKnocksOnlyIfItNamesATarget() {
        add("one", "1");
        assertThat(flow.read(Topics.PUSH_NOTIFICATIONS)).isEmpty();

        flow.pipe(
                Topics.MAILBOX_MESSAGES,
                ALICE,
                AddMessage.of(Payload.ofText("2")).withId(new MessageId("two")).withPush(new PushTarget.Fcm("device")));
        assertThat(flow.read(Topics.PUSH_NOTIFICATIONS))
                .singleElement()
                .isInstanceOfSatisfying(PushNotification.class, push -> {
                    assertThat(push.messageId()).isEqualTo(new MessageId("two"));
                    assertThat(push.target()).isEqualTo(new PushTarget.Fcm("device"));
                });
        assertThat(flow.read(Topics.MAILBOX_LEDGER))
                .extracting(LedgerEntry::event)
                .containsExactly(Step.STORED, Step.STORED);
    }

    @Test
    void aNewSessionGetsTheBacklogAfterTheGraceAndThenWhatComesAtOnce() {
        add("waited", "{\"n\":1.0}");
        open("c1");
        assertThat(flow.readLive()).singleElement().isInstanceOf(Granted.class);

        flow.pass(Duration.ofSeconds(2));
        add("in-the-grace", "2");
        assertThat(flow.readLive()).isEmpty();

        flow.pass(Duration.ofSeconds(1));
        List<LiveRecord> live = flow.readLive();
        assertThat(handedOut(live)).extracting(OpenMessage::id).containsExactly(id("waited"), id("in-the-grace"));
        assertThat(handedOut(live).getFirst().payload().text()).isEqualTo("{\"n\":1.0}");
        assertThat(live.getLast()).isInstanceOf(BacklogDone.class);

        add("at-once", "3");
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::id).containsExactly(id("at-once"));
    }

    @Test
    void anEmptyMailboxHasNoGrace() {
        open("c1");
        assertThat(flow.readLive()).hasExactlyElementsOfTypes(Granted.class, BacklogDone.class);
        add("one", "1");
        assertThat(handedOut(flow.readLive())).hasSize(1);
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsHandedOutAgainWithTheNextAttempt() {
        open("c1");
        add("one", "1");
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::attempt).containsExactly(1);
        flow.pass(Duration.ofSeconds(10));
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::attempt).containsExactly(2);
        flow.pass(Duration.ofSeconds(19));
        assertThat(flow.readLive()).isEmpty();
        flow.pass(Duration.ofSeconds(1));
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::attempt).containsExactly(3);
        acknowledge("one");
        flow.pass(Duration.ofMinutes(5));
        assertThat(handedOut(flow.readLive())).isEmpty();
    }

    @Test
    void noMoreIsOutThanTheWindowHolds() {
        open("c1");
        flow.readLive();
        for (int n = 0; n < 40; n++) {
            add("m" + n, "" + n);
        }
        assertThat(handedOut(flow.readLive())).hasSize(32);
        acknowledge("m5", "m0");
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::id).containsExactly(id("m32"), id("m33"));
    }

    @Test
    void aNewerSessionTakesEverythingOver() {
        open("c1");
        add("one", "1");
        flow.readLive();
        open("c2");
        List<LiveRecord> live = flow.readLive();
        assertThat(live.get(0)).isInstanceOfSatisfying(Close.class, close -> {
            assertThat(close.connection()).isEqualTo("c1");
            assertThat(close.reason()).isEqualTo(EndReason.REPLACED);
        });
        assertThat(live.get(1)).isInstanceOfSatisfying(Granted.class, granted -> assertThat(granted.connection())
                .isEqualTo("c2"));
        assertThat(flow.read(Topics.SESSION_HISTORY))
                .extracting(EndedSession::reason)
                .containsExactly(EndReason.REPLACED);
        flow.pass(Duration.ofSeconds(3));
        assertThat(flow.readLive().getFirst()).isInstanceOfSatisfying(HandOut.class, out -> {
            assertThat(out.connection()).isEqualTo("c2");
            assertThat(out.messages()).extracting(OpenMessage::attempt).containsExactly(2);
        });
    }

    @Test
    void aLateCloseOfAnOlderSessionEndsNothing() {
        Epoch older = open("c1");
        open("c2");
        flow.readLive();
        flow.pipe(Topics.SESSION_EVENTS, ALICE.value(), new Closed(older, EndReason.CLOSED, Optional.empty()));
        add("one", "1");
        assertThat(handedOut(flow.readLive())).hasSize(1);
    }

    @Test
    void aTakeIsRepeatableAndKeepsTheMessageFromTheSessionForAWhile() {
        add("one", "1");
        open("c1");
        flow.readLive();
        assertThat(take(TAKE_ALL)).extracting(OpenMessage::id).containsExactly(id("one"));
        assertThat(take(TAKE_ALL)).extracting(OpenMessage::id).containsExactly(id("one"));
        flow.pass(Duration.ofSeconds(4));
        assertThat(handedOut(flow.readLive())).isEmpty();
        flow.pass(Duration.ofSeconds(6));
        assertThat(handedOut(flow.readLive())).extracting(OpenMessage::id).containsExactly(id("one"));
    }

    @Test
    void aLeaseHidesMessagesFromOtherTakes() {
        add("one", "1");
        TakeMessages lease = new TakeMessages(
                OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(5)));
        assertThat(take(lease)).hasSize(1);
        assertThat(take(TAKE_ALL)).isEmpty();
        flow.pass(Duration.ofSeconds(5));
        assertThat(take(TAKE_ALL)).hasSize(1);
    }

    @Test
    void acknowledgementsCountWhatTheyEndedAndWhatTheyDidNotKnow() {
        add("one", "1");
        add("two", "2");
        assertThat(ask(new AcknowledgeMessages(List.of(id("two"), id("two"), id("what")))))
                .isEqualTo(new Acknowledged(1, 1));
        assertThat(take(TAKE_ALL)).extracting(OpenMessage::id).containsExactly(id("one"));
    }

    @Test
    void theSameIdIsOneMessageForAnHourAfterItLeft() {
        add("one", "1");
        add("one", "2");
        assertThat(take(TAKE_ALL)).hasSize(1);
        acknowledge("one");
        add("one", "3");
        assertThat(take(TAKE_ALL)).isEmpty();
        flow.pass(Duration.ofMinutes(61));
        add("one", "4");
        assertThat(take(TAKE_ALL)).hasSize(1);
    }

    @Test
    void garbageGoesToTheDeadLettersAndTheNextRecordIsProcessed() {
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, bytes("alice"), bytes("not json"));
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, null, bytes("{\"payload\":1}"));
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, bytes("alice"), bytes("{\"payload\":1,\"recipients\":\"did:x\"}"));
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, bytes("alice"), bytes("{\"id\":\"x\"}"));
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, bytes("alice"), null);
        flow.pipeBytes(Topics.MAILBOX_MESSAGES, bytes("m".repeat(513)), bytes("{\"payload\":1}"));
        add("good", "1");
        List<TestRecord<byte[], byte[]>> dead = flow.readBytes(Topics.DEAD_LETTERS);
        assertThat(dead)
                .extracting(letter -> new String(
                        letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("is not JSON"),
                        reason -> assertThat(reason).startsWith("key: is missing"),
                        reason -> assertThat(reason).startsWith("recipients: expected a list of texts"),
                        reason -> assertThat(reason).startsWith("payload: is missing"),
                        reason -> assertThat(reason).startsWith("value: is missing"),
                        reason -> assertThat(reason).startsWith("mailbox: expected a text of 1 to 512 bytes"));
        assertThat(dead.getFirst().value()).isEqualTo(bytes("not json"));
        assertThat(take(TAKE_ALL)).extracting(OpenMessage::id).containsExactly(id("good"));
    }

    @Test
    void aSilentGatewayLosesItsSessionsAtItsLastHeartbeat() {
        open("c1");
        add("one", "1");
        acknowledge("one");
        flow.passInSilence(Duration.ofSeconds(15));
        assertThat(flow.read(Topics.SESSION_HISTORY)).singleElement().satisfies(ended -> {
            assertThat(ended.reason()).isEqualTo(EndReason.GATEWAY_LOST);
            assertThat(ended.endedAt()).isEqualTo(FlowTest.START);
            assertThat(ended.handedOut()).isEqualTo(1);
            assertThat(ended.acknowledged()).isEqualTo(1);
        });
    }

    @Test
    void aNewRunOfAGatewayEndsTheSessionsOfTheOneBefore() {
        open("c1");
        flow.pipe(Topics.SESSION_EVENTS, null, new Heartbeat(FlowTest.GATEWAY, "run-2"));
        flow.pass(Duration.ofSeconds(1));
        assertThat(flow.read(Topics.SESSION_HISTORY))
                .extracting(EndedSession::reason)
                .containsExactly(EndReason.GATEWAY_LOST);
    }

    @Test
    void nothingIsHandedOutBeforeWhatWasThereHasBeenRead() {
        open("c1");
        flow.readLive();
        flow.caughtUp(false);
        add("one", "1");
        flow.pass(Duration.ofSeconds(1));
        assertThat(handedOut(flow.readLive())).isEmpty();
        flow.caughtUp(true);
        flow.pass(Duration.ofSeconds(1));
        assertThat(handedOut(flow.readLive())).hasSize(1);
    }

    @Test
    void aCommandThatMustSeeAMessageNotYetAppliedIsDeferredAndThenDeclined() {
        flow.pipe(
                Topics.MAILBOX_COMMANDS,
                ALICE,
                new CommandRequest(
                        TAKE_ALL, Optional.of(new ReplyAddress(FlowTest.GATEWAY, "x")), OptionalLong.of(10), 0));
        assertThat(flow.readLive()).singleElement().satisfies(reply -> assertThat(reply.toString())
                .contains("behind"));
    }

    private static final TakeMessages TAKE_ALL =
            new TakeMessages(OptionalInt.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    private void add(String id, String payload) {
        flow.pipe(
                Topics.MAILBOX_MESSAGES,
                ALICE,
                AddMessage.of(Payload.ofText(payload)).withId(id(id)));
    }

    private void acknowledge(String... ids) {
        List<MessageId> named = java.util.Arrays.stream(ids).map(MessageId::new).toList();
        flow.pipe(Topics.MAILBOX_COMMANDS, ALICE, CommandRequest.of(new AcknowledgeMessages(named)));
    }

    private Object ask(MailboxCommand command) {
        flow.readLive();
        flow.pipe(
                Topics.MAILBOX_COMMANDS,
                ALICE,
                new CommandRequest(
                        command, Optional.of(new ReplyAddress(FlowTest.GATEWAY, "q")), OptionalLong.empty(), 0));
        return flow.readLive().stream()
                .filter(Reply.class::isInstance)
                .map(record -> ((Reply) record).reply())
                .findFirst()
                .orElseThrow();
    }

    private List<OpenMessage> take(TakeMessages take) {
        return ((Taken) ask(take)).messages();
    }

    private Epoch open(String connection) {
        flow.pipe(
                Topics.SESSION_EVENTS,
                ALICE.value(),
                new Opened(new SessionId("s"), FlowTest.GATEWAY, FlowTest.RUN, connection, Optional.empty()));
        return new Epoch(opened++ == 0 ? 1 : opened);
    }

    private int opened;

    private static List<OpenMessage> handedOut(List<LiveRecord> live) {
        return live.stream()
                .filter(HandOut.class::isInstance)
                .flatMap(record -> ((HandOut) record).messages().stream())
                .toList();
    }

    private static MessageId id(String id) {
        return new MessageId(id);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
