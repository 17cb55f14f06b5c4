package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.DeadLetter;
import io.restante.contract.LiveRecord.Close;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.contract.LiveRecord.Granted;
import io.restante.contract.LiveRecord.Refused;
import io.restante.contract.Topics;
import io.restante.delivery.DeliveryRules;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import io.restante.group.GroupRules;
import io.restante.group.Presence;
import io.restante.group.Presence.Operation;
import io.restante.mailbox.MailboxRules;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Opened;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Agents in groups, through the whole topology: who enters and leaves, who is told, whatever becomes of gateways and sockets. */
class GroupFlowTest {
    private static final GroupId GROUP = new GroupId("room");
    private static final GatewayId HERE = FlowTest.GATEWAY;
    private static final GatewayId THERE = new GatewayId("there");
    private static final int STEP = 7;

    private final FlowTest flow = new FlowTest(new Rules(
            MailboxRules.DEFAULTS,
            SessionRules.DEFAULTS,
            DeliveryRules.DEFAULTS,
            new GroupRules(STEP),
            Duration.ofMillis(500),
            1));

    GroupFlowTest() {
        flow.start(THERE, "run-t");
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void whoEntersIsAnnouncedToTheOthersAndWhoLeavesToo() {
        Epoch alice = open(HERE, "alice", "a1");
        Epoch bob = open(THERE, "bob", "b1");
        assertThat(presence()).containsExactly(entered("alice", alice), entered("bob", bob));
        assertThat(flow.readLive(HERE))
                .satisfiesExactly(
                        granted -> assertThat(granted).isEqualTo(new Granted("a1", alice)),
                        told -> assertThat(told).isInstanceOfSatisfying(FannedOut.class, event -> {
                            assertThat(event.connections()).containsExactly("a1");
                            assertThat(event.id()).isEqualTo(new EventId("agent", "entered", bob.value()));
                            assertThat(event.payload().text())
                                    .isEqualTo(
                                            "{\"version\":\"v1\",\"entity_type\":\"agent\",\"label\":\"entered\",\"agent_id\":\"bob\"}");
                        }));
        assertThat(flow.readLive(THERE)).as("nobody hears of its own entering").containsExactly(new Granted("b1", bob));

        end("bob", bob, EndReason.CLOSED);
        assertThat(presence()).containsExactly(left("bob", bob));
        assertThat(events(HERE)).extracting(FannedOut::id).containsExactly(new EventId("agent", "left", bob.value()));
        assertThat(history()).singleElement().satisfies(row -> {
            assertThat(row.agent()).contains(key("bob"));
            assertThat(row.reason()).isEqualTo(EndReason.CLOSED);
        });
    }

    @Test
    void aReplacementMakesNeitherAndTellsTheGatewayOfTheOlderOne() {
        Epoch first = open(HERE, "alice", "a1");
        flow.readLive(HERE);
        Epoch second = open(THERE, "alice", "a2");
        assertThat(flow.readLive(HERE)).containsExactly(new Close("a1", first, EndReason.REPLACED));
        assertThat(flow.readLive(THERE)).containsExactly(new Granted("a2", second));
        assertThat(presence()).containsExactly(entered("alice", first));
        assertThat(history()).singleElement().satisfies(row -> {
            assertThat(row.epoch()).isEqualTo(first);
            assertThat(row.reason()).isEqualTo(EndReason.REPLACED);
        });

        end("alice", second, EndReason.CLOSED);
        assertThat(presence()).containsExactly(left("alice", second));
    }

    @Test
    void aSlowCloseOfTheOldSocketEndsNothingAfterAFastReconnect() {
        Epoch first = open(HERE, "alice", "a1");
        Epoch second = open(HERE, "alice", "a2");
        end("alice", first, EndReason.CLOSED);
        assertThat(presence()).containsExactly(entered("alice", first));
        assertThat(history()).extracting(EndedSession::reason).containsExactly(EndReason.REPLACED);
        say("bob");
        assertThat(events(HERE)).singleElement().satisfies(event -> assertThat(event.connections())
                .containsExactly("a2"));
        end("alice", second, EndReason.CLOSED);
        assertThat(presence()).containsExactly(left("alice", second));
    }

    @Test
    void ofTwoThatConnectAtOnceTheLaterOnTheLogHoldsTheSession() {
        Epoch first = open(HERE, "alice", "a1");
        Epoch second = open(THERE, "alice", "a2");
        assertThat(second.after(first)).isTrue();
        say("bob");
        assertThat(events(HERE)).isEmpty();
        assertThat(events(THERE)).singleElement().satisfies(event -> assertThat(event.connections())
                .containsExactly("a2"));
        assertThat(presence()).containsExactly(entered("alice", first));
    }

    @Test
    void aDrainWithAReturnElsewhereIsNotNoticed() {
        Epoch first = open(HERE, "alice", "a1");
        flow.pipe(Topics.SESSION_EVENTS, null, new Draining(HERE, FlowTest.RUN));
        flow.pass(Duration.ofSeconds(3));
        open(THERE, "alice", "a2");
        flow.pass(Duration.ofSeconds(7));
        end("alice", first, EndReason.TERMINATED);
        flow.kill(HERE);
        flow.pass(Duration.ofSeconds(30));
        assertThat(presence()).containsExactly(entered("alice", first));
        assertThat(history()).extracting(EndedSession::reason).containsExactly(EndReason.REPLACED);
    }

    @Test
    void aDrainWithoutAReturnIsOneLeave() {
        Epoch first = open(HERE, "alice", "a1");
        flow.pipe(Topics.SESSION_EVENTS, null, new Draining(HERE, FlowTest.RUN));
        flow.pass(Duration.ofSeconds(10));
        end("alice", first, EndReason.TERMINATED);
        flow.kill(HERE);
        flow.pass(Duration.ofSeconds(30));
        assertThat(presence()).containsExactly(entered("alice", first), left("alice", first));
        assertThat(history()).extracting(EndedSession::reason).containsExactly(EndReason.TERMINATED);
    }

    @Test
    void aCrashEndsSessionsAtTheLastHeartbeatWithOneLeaveEach() {
        Epoch alice = open(HERE, "alice", "a1");
        Epoch bob = open(HERE, "bob", "b1");
        flow.pass(Duration.ofSeconds(2));
        Instant lastHeartbeat = flow.now();
        flow.kill(HERE);
        flow.pass(Duration.ofSeconds(14));
        assertThat(presence()).hasSize(2);
        flow.pass(Duration.ofSeconds(30));
        assertThat(presence()).containsExactlyInAnyOrder(left("alice", alice), left("bob", bob));
        assertThat(history()).hasSize(2).allSatisfy(row -> {
            assertThat(row.reason()).isEqualTo(EndReason.GATEWAY_LOST);
            assertThat(row.endedAt()).isEqualTo(lastHeartbeat);
        });
    }

    @Test
    void aCrashWithAReturnElsewhereIsNotNoticed() {
        Epoch first = open(HERE, "alice", "a1");
        flow.kill(HERE);
        flow.pass(Duration.ofSeconds(5));
        Epoch second = open(THERE, "alice", "a2");
        flow.pass(Duration.ofSeconds(60));
        assertThat(presence()).containsExactly(entered("alice", first));
        end("alice", second, EndReason.CLOSED);
        assertThat(presence()).containsExactly(left("alice", second));
    }

    @Test
    void whenAGatewayOfTheSameNameComesBackWhatItHeldBeforeHasEnded() {
        Epoch alice = open(HERE, "alice", "a1");
        Epoch bob = open(HERE, "bob", "b1");
        flow.start(HERE, "run-2");
        Epoch again = openIn("run-2", HERE, "bob", "b2");
        flow.pass(Duration.ofSeconds(2));
        assertThat(presence()).containsExactly(entered("alice", alice), entered("bob", bob), left("alice", alice));
        say("carol");
        assertThat(events(HERE).getLast().connections()).containsExactly("b2");
        flow.pass(Duration.ofSeconds(60));
        assertThat(presence()).isEmpty();
        assertThat(again.after(bob)).isTrue();
    }

    @Test
    void aDuelIsDamped() {
        for (int n = 0; n < 4; n++) {
            open(HERE, "alice", "a" + n);
        }
        flow.readLive(HERE);
        open(THERE, "alice", "late");
        assertThat(flow.readLive(THERE)).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.connection()).isEqualTo("late");
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(10));
        });
        flow.pass(Duration.ofSeconds(10));
        open(THERE, "alice", "later");
        assertThat(flow.readLive(THERE).getFirst()).isInstanceOf(Granted.class);
        assertThat(presence()).hasSize(1);
    }

    @Test
    void eventsAreForWhomTheyAreFor() {
        open(HERE, "alice", "a1");
        open(HERE, "bob", "b1");
        open(THERE, "carol", "c1");
        events(HERE);
        events(THERE);
        flow.pipe(Topics.GROUP_EVENTS, GROUP, event("alice", Optional.empty(), false));
        assertThat(events(HERE)).extracting(FannedOut::connections).containsExactly(List.of("b1"));
        assertThat(events(THERE)).extracting(FannedOut::connections).containsExactly(List.of("c1"));

        flow.pipe(Topics.GROUP_EVENTS, GROUP, event("alice", Optional.of("carol"), false));
        assertThat(events(HERE)).isEmpty();
        assertThat(events(THERE)).extracting(FannedOut::connections).containsExactly(List.of("c1"));

        flow.pipe(Topics.GROUP_EVENTS, GROUP, event("alice", Optional.of("nobody"), false));
        flow.pipe(Topics.GROUP_EVENTS, GROUP, event("alice", Optional.of("alice"), false));
        flow.pipe(Topics.GROUP_EVENTS, GROUP, event("alice", Optional.empty(), true));
        flow.pipe(Topics.GROUP_EVENTS, new GroupId("roo"), event("alice", Optional.empty(), false));
        assertThat(events(HERE)).isEmpty();
        assertThat(events(THERE)).isEmpty();
    }

    @Test
    void aLargeGroupIsToldInStepsAndInOrder() {
        int agents = 10 * STEP + 3;
        for (int n = 0; n < agents; n++) {
            open(n % 2 == 0 ? HERE : THERE, "agent-" + n, "c" + n);
        }
        events(HERE);
        events(THERE);
        say("one");
        say("two");
        List<FannedOut> told = new ArrayList<>(events(HERE));
        told.addAll(events(THERE));
        assertThat(told).hasSizeLessThanOrEqualTo(2 * 2 * (agents / STEP + 1));
        for (String sender : List.of("one", "two")) {
            assertThat(told.stream()
                            .filter(event -> event.payload().text().contains(sender))
                            .flatMap(event -> event.connections().stream()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, agents).mapToObj(n -> "c" + n).toList());
        }
        assertThat(flow.store(io.restante.contract.Store.GROUP_ENTRIES).all()).isExhausted();
    }

    @Test
    void nobodyIsToldBeforeItIsKnownWhoIsThere() {
        open(HERE, "alice", "a1");
        events(HERE);
        flow.caughtUp(false);
        say("bob");
        open(HERE, "carol", "c1");
        flow.pass(Duration.ofSeconds(1));
        assertThat(events(HERE)).isEmpty();
        flow.caughtUp(true);
        flow.pass(Duration.ofSeconds(1));
        assertThat(events(HERE))
                .extracting(event -> event.id().operation(), FannedOut::connections)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("said", List.of("a1", "c1")),
                        org.assertj.core.groups.Tuple.tuple("entered", List.of("a1")));
    }

    @Test
    void anEventThatDoesNotFitIsADeadLetter() {
        flow.pipeBytes(Topics.GROUP_EVENTS, bytes("room"), bytes("{}"));
        var headers = new RecordHeaders();
        Topics.GROUP_EVENTS.values().addHeaders(event("bob", Optional.empty(), false), headers);
        flow.pipeBytes(Topics.GROUP_EVENTS, bytes("room"), bytes("nonsense"), headers);
        flow.pipeBytes(Topics.GROUP_EVENTS, null, bytes("{}"), headers);
        assertThat(flow.readBytes(Topics.DEAD_LETTERS))
                .extracting(GroupFlowTest::reason)
                .satisfiesExactly(
                        reason -> assertThat(reason).startsWith("header entity_type: is missing"),
                        reason -> assertThat(reason).contains("is not JSON"),
                        reason -> assertThat(reason).startsWith("key: is missing"));
    }

    @Test
    void anOpenedWhoseKeyIsNotItsAgentIsADeadLetter() {
        Opened opened =
                new Opened(new SessionId("s"), HERE, FlowTest.RUN, "c", Optional.of(key("alice")), Optional.empty());
        flow.pipe(Topics.SESSION_EVENTS, key("bob").text(), opened);
        assertThat(flow.readBytes(Topics.DEAD_LETTERS)).singleElement().satisfies(letter -> assertThat(reason(letter))
                .startsWith("key: expected the group and agent that the record names"));
        assertThat(presence()).isEmpty();
    }

    private static String reason(TestRecord<byte[], byte[]> letter) {
        return new String(letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void say(String sender) {
        flow.pipe(Topics.GROUP_EVENTS, GROUP, event(sender, Optional.empty(), false));
    }

    private static GroupEvent event(String sender, Optional<String> receiver, boolean internal) {
        return new GroupEvent(
                new EventId("chat", "said", 3),
                new AgentId(sender),
                receiver.map(AgentId::new),
                internal,
                Payload.ofText("{\"from\":\"" + sender + "\"}"));
    }

    private static OfAgent key(String agent) {
        return new OfAgent(GROUP, new AgentId(agent));
    }

    private Epoch open(GatewayId gateway, String agent, String connection) {
        return openIn(gateway.equals(HERE) ? FlowTest.RUN : "run-t", gateway, agent, connection);
    }

    private Epoch openIn(String run, GatewayId gateway, String agent, String connection) {
        Epoch epoch = new Epoch(flow.next(Topics.SESSION_EVENTS));
        flow.pipe(
                Topics.SESSION_EVENTS,
                key(agent).text(),
                new Opened(new SessionId("s"), gateway, run, connection, Optional.of(key(agent)), Optional.empty()));
        return epoch;
    }

    private void end(String agent, Epoch epoch, EndReason reason) {
        flow.pipe(Topics.SESSION_EVENTS, key(agent).text(), new Closed(epoch, reason, Optional.empty()));
    }

    private List<Presence> presence() {
        return flow.read(Topics.GROUP_PRESENCE);
    }

    private List<EndedSession> history() {
        return flow.read(Topics.SESSION_HISTORY);
    }

    private List<FannedOut> events(GatewayId gateway) {
        return flow.readLive(gateway).stream()
                .filter(FannedOut.class::isInstance)
                .map(FannedOut.class::cast)
                .toList();
    }

    private static Presence entered(String agent, Epoch epoch) {
        return new Presence(Operation.ENTERED, new AgentId(agent), epoch);
    }

    private static Presence left(String agent, Epoch epoch) {
        return new Presence(Operation.LEFT, new AgentId(agent), epoch);
    }
}
