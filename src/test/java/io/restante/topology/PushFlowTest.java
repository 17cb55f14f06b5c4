package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.DeviceId;
import io.restante.base.Epoch;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.Seeds;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.OpenMessage;
import io.restante.push.DeviceKey;
import io.restante.push.PushNotification;
import io.restante.push.PushOrder;
import io.restante.push.PushOutcome;
import io.restante.push.PushResult;
import io.restante.push.TargetChange;
import io.restante.session.EndReason;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Knocks as the whole topology decides them. */
class PushFlowTest {
    private static final MailboxId ALICE = new MailboxId("alice");
    private static final PushTarget PHONE = new PushTarget.Fcm("phone");
    private static final DeviceKey POCKET = new DeviceKey(ALICE, new DeviceId("pocket"));

    private FlowTest flow = new FlowTest();
    private int messages;

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void fiveHundredMessagesForAsManyMailboxesKnockAndFiveThousandMoreDoNot() {
        for (int n = 0; n < 500; n++) {
            add(new MailboxId("box-" + n), Optional.of(new PushTarget.Fcm("phone-" + n)));
        }
        assertThat(knocks()).hasSize(500).doesNotHaveDuplicates();
        for (int n = 0; n < 5_000; n++) {
            add(new MailboxId("box-" + n % 500), Optional.of(new PushTarget.Fcm("phone-" + n % 500)));
        }
        assertThat(knocks()).isEmpty();
    }

    @Test
    void aRegisteredDeviceIsKnockedAtUntilItIsRemoved() {
        register(PHONE);
        add(ALICE, Optional.empty());
        assertThat(knocks()).extracting(PushNotification::target).containsExactly(PHONE);
        flow.pipe(Topics.PUSH_TARGETS, POCKET, new TargetChange.Remove());
        assertThat(flow.read(Topics.PUSH_NOTIFICATIONS)).singleElement().isInstanceOf(PushOrder.Cancel.class);
        open();
        add(ALICE, Optional.empty());
        assertThat(knocks()).isEmpty();
    }

    @Test
    void aKnockSaysNothingOfWhatIsInTheMail() {
        register(PHONE);
        flow.pipe(
                Topics.MAILBOX_MESSAGES,
                ALICE,
                AddMessage.of(Payload.ofText("{\"text\":\"the secret\",\"sender\":\"Bob\"}")));
        List<TestRecord<byte[], byte[]>> knocks = flow.readBytes(Topics.PUSH_NOTIFICATIONS);
        assertThat(knocks).singleElement().satisfies(knock -> assertThat(
                        new String(knock.value(), StandardCharsets.UTF_8))
                .doesNotContain("secret")
                .doesNotContain("Bob")
                .doesNotContain("payload"));
    }

    @Test
    void aNewSessionTakesBackWhatWaitsAndAfterItTheNextMessageKnocks() {
        add(ALICE, Optional.of(PHONE));
        PushNotification knock = knocks().getFirst();
        long epoch = open();
        assertThat(flow.read(Topics.PUSH_NOTIFICATIONS)).containsExactly(new PushOrder.Cancel(knock.notificationId()));
        flow.pass(Duration.ofSeconds(4));
        acknowledge();
        shut(epoch);
        add(ALICE, Optional.of(PHONE));
        assertThat(knocks()).hasSize(1);
    }

    @Test
    void whatASessionLeavesBehindKnocksUnlessAnotherOneComes() {
        add(ALICE, Optional.of(PHONE));
        long epoch = open();
        shut(epoch);
        flow.read(Topics.PUSH_NOTIFICATIONS);
        flow.pass(Duration.ofSeconds(4));
        assertThat(knocks()).isEmpty();
        flow.pass(Duration.ofSeconds(2));
        assertThat(knocks()).hasSize(1);

        shut(open());
        flow.read(Topics.PUSH_NOTIFICATIONS);
        open();
        flow.pass(Duration.ofSeconds(10));
        assertThat(knocks()).isEmpty();
    }

    @Test
    void aSessionThatLetsTwoWaitsGoByIsSuspectUntilItAcknowledges() {
        open();
        add(ALICE, Optional.of(PHONE));
        flow.pass(Duration.ofSeconds(12));
        assertThat(knocks()).isEmpty();
        flow.pass(Duration.ofSeconds(20));
        assertThat(knocks()).hasSize(1);
        acknowledge();
        flow.read(Topics.PUSH_NOTIFICATIONS);
        add(ALICE, Optional.of(PHONE));
        assertThat(knocks()).isEmpty();
    }

    @Test
    void aKnockThatFailedIsTriedAgainAndTheLedgerTellsOfEachTry() {
        add(ALICE, Optional.of(PHONE));
        PushNotification first = knocks().getFirst();
        answer(first, PushOutcome.RETRY, Optional.of(Duration.ofSeconds(30)));
        flow.pass(Duration.ofSeconds(29));
        assertThat(knocks()).isEmpty();
        flow.pass(Duration.ofSeconds(3));
        PushNotification second = knocks().getFirst();
        assertThat(second.notificationId()).isEqualTo(first.notificationId());
        assertThat(second.attempt()).isEqualTo(2);
        answer(second, PushOutcome.SENT, Optional.empty());
        assertThat(flow.read(Topics.MAILBOX_LEDGER).stream()
                        .filter(line -> line.event() == LedgerEntry.Step.PUSHED)
                        .map(line -> line.attempt().orElseThrow() + " "
                                + line.outcome().orElseThrow()))
                .containsExactly("1 retry", "2 sent");
        flow.pass(Duration.ofMinutes(30));
        assertThat(knocks()).isEmpty();
    }

    @Test
    void whatTheProviderRefusesGoesToTheDeadLetters() {
        add(ALICE, Optional.of(PHONE));
        flow.pipe(
                Topics.PUSH_RESULTS,
                ALICE,
                new PushResult(
                        knocks().getFirst().notificationId(),
                        OptionalInt.of(1),
                        PushOutcome.REFUSED,
                        Optional.of("INVALID_ARGUMENT"),
                        Optional.empty(),
                        flow.now()));
        assertThat(flow.readBytes(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> {
            assertThat(new String(letter.headers().lastHeader("reason").value(), StandardCharsets.UTF_8))
                    .contains("INVALID_ARGUMENT");
            assertThat(new String(letter.headers().lastHeader("room").value(), StandardCharsets.UTF_8))
                    .isEqualTo("push");
        });
    }

    @Test
    void aTargetOfNoKindGoesToTheDeadLettersAndTheRestGoesOn() {
        flow.pipeBytes(
                Topics.PUSH_TARGETS,
                Topics.PUSH_TARGETS.keys().encode(POCKET),
                "{\"type\":\"pigeon\"}".getBytes(StandardCharsets.UTF_8));
        flow.pipeBytes(Topics.PUSH_RESULTS, "alice".getBytes(StandardCharsets.UTF_8), new byte[] {1});
        assertThat(flow.readBytes(Topics.DEAD_LETTERS)).hasSize(2);
        register(PHONE);
        add(ALICE, Optional.empty());
        assertThat(knocks()).hasSize(1);
    }

    /** Sessions open and close at random, and acknowledge what they get: as long as one is there, nobody knocks. */
    @Test
    void aMailboxWhoseSessionAcknowledgesIsNotKnockedFor() {
        Seeds.each(12, seed -> {
            flow.close();
            flow = new FlowTest();
            walk(new Random(seed));
        });
    }

    private void walk(Random random) {
        register(PHONE);
        Optional<Long> session = Optional.empty();
        for (int step = 0; step < 120; step++) {
            switch (random.nextInt(6)) {
                case 0 -> session = Optional.of(open());
                case 1 -> {
                    session.ifPresent(this::shut);
                    session = Optional.empty();
                }
                case 2, 3 -> add(ALICE, random.nextBoolean() ? Optional.of(PHONE) : Optional.empty());
                default -> flow.pass(Duration.ofMillis(500L * (1 + random.nextInt(8))));
            }
            List<PushNotification> knocks = knocks();
            if (session.isPresent()) {
                assertThat(knocks)
                        .as("knocks in step %s, while a session acknowledges", step)
                        .isEmpty();
                acknowledge();
                assertThat(knocks()).isEmpty();
            } else {
                flow.readLive();
            }
            for (PushNotification knock : knocks) {
                if (random.nextBoolean()) {
                    answer(
                            knock,
                            random.nextBoolean() ? PushOutcome.SENT : PushOutcome.RETRY,
                            Optional.of(Duration.ofSeconds(random.nextInt(20))));
                }
            }
        }
    }

    private void add(MailboxId mailbox, Optional<PushTarget> target) {
        AddMessage message = AddMessage.of(Payload.ofText("1")).withId(new MessageId("m" + messages++));
        flow.pipe(Topics.MAILBOX_MESSAGES, mailbox, target.isPresent() ? message.withPush(target.get()) : message);
    }

    private void register(PushTarget target) {
        flow.pipe(Topics.PUSH_TARGETS, POCKET, new TargetChange.Register(target, Optional.of(flow.now())));
    }

    private long open() {
        long epoch = flow.next(Topics.SESSION_EVENTS);
        flow.pipe(
                Topics.SESSION_EVENTS,
                ALICE.value(),
                new Opened(
                        new SessionId("s"),
                        FlowTest.GATEWAY,
                        FlowTest.RUN,
                        "c" + epoch,
                        Optional.empty(),
                        Optional.<Instant>empty()));
        return epoch;
    }

    private void shut(long epoch) {
        flow.pipe(
                Topics.SESSION_EVENTS, ALICE.value(), new Closed(new Epoch(epoch), EndReason.CLOSED, Optional.empty()));
    }

    /** What was handed out since it was last asked is acknowledged, and what follows from that too. */
    private void acknowledge() {
        List<MessageId> ids = handedOut();
        while (!ids.isEmpty()) {
            flow.pipe(Topics.MAILBOX_COMMANDS, ALICE, CommandRequest.of(new AcknowledgeMessages(ids)));
            ids = handedOut();
        }
    }

    private List<MessageId> handedOut() {
        List<MessageId> ids = new ArrayList<>();
        for (LiveRecord live : flow.readLive()) {
            if (live instanceof LiveRecord.HandOut out) {
                out.messages().stream().map(OpenMessage::id).forEach(ids::add);
            }
        }
        return ids;
    }

    private void answer(PushNotification knock, PushOutcome outcome, Optional<Duration> retryAfter) {
        flow.pipe(
                Topics.PUSH_RESULTS,
                knock.mailbox(),
                new PushResult(
                        knock.notificationId(),
                        OptionalInt.of(knock.attempt()),
                        outcome,
                        Optional.empty(),
                        retryAfter,
                        flow.now()));
    }

    private List<PushNotification> knocks() {
        return flow.read(Topics.PUSH_NOTIFICATIONS).stream()
                .filter(PushNotification.class::isInstance)
                .map(PushNotification.class::cast)
                .toList();
    }
}
