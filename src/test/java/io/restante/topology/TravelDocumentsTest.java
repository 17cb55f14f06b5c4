package io.restante.topology;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.contract.Topics;
import io.restante.house.GeneratedDocument;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.ReplyAddress;
import io.restante.push.PushOutcome;
import io.restante.push.PushResult;
import io.restante.session.SessionSignal.Opened;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How a message travels, drawn from runs of the topology; the page in the folder is what they draw today. */
class TravelDocumentsTest {
    private static final Path PAGE = Path.of("topology-docs", "how-a-message-travels.md");
    private static final MailboxId ALICE = new MailboxId("alice");
    private static final GatewayId THERE = new GatewayId("there");
    private static final String PRODUCER = "Producer";
    private static final String HERE = "Gateway here";

    private static final String HEAD = """
            # How a message travels

            Generated: each diagram is a run of the whole topology on a test driver, every record of it an arrow. Heartbeats of gateways and ticks of the clock are left out, and of each record only
            some fields are shown; what one step writes to several topics is shown by topic. `mailbox.ledger` is read by whoever asks for a message's timeline, `session.history` by whoever asks who was there.

            """;

    @Test
    void thePageIsWhatHappens() throws IOException {
        String expected = HEAD
                + String.join(
                        "\n",
                        drawn(
                                "Somebody is there",
                                "A session opens on an empty mailbox and is told at once that nothing waits. A message that comes then is handed out in the step that stores it.",
                                travel -> {
                                    open(travel, HERE, FlowTest.GATEWAY, FlowTest.RUN, "laptop");
                                    add(travel, "one", Optional.empty());
                                    acknowledge(travel, HERE, "one");
                                }),
                        drawn(
                                "Nobody is there",
                                "The message waits and a knock goes out, which says nothing of what is in it. When somebody comes, the backlog follows after the grace.",
                                travel -> {
                                    add(travel, "one", Optional.of(new PushTarget.Fcm("phone")));
                                    sent(travel, "push-0-0-1");
                                    open(travel, HERE, FlowTest.GATEWAY, FlowTest.RUN, "phone");
                                    travel.pass(Duration.ofSeconds(3));
                                    acknowledge(travel, HERE, "one");
                                }),
                        drawn(
                                "Somebody takes",
                                "A take is a command with a reply address; the messages stay held until they are acknowledged.",
                                travel -> {
                                    add(travel, "one", Optional.empty());
                                    add(travel, "two", Optional.empty());
                                    travel.write(
                                            HERE,
                                            Topics.MAILBOX_COMMANDS,
                                            ALICE,
                                            new CommandRequest(
                                                    new TakeMessages(
                                                            OptionalInt.of(2),
                                                            OptionalLong.empty(),
                                                            Optional.empty(),
                                                            Optional.empty()),
                                                    Optional.of(new ReplyAddress(FlowTest.GATEWAY, "42")),
                                                    OptionalLong.empty(),
                                                    0));
                                    acknowledge(travel, HERE, "one", "two");
                                }),
                        drawn(
                                "Nothing is heard of it",
                                "A message that is not acknowledged within the wait is handed out again, with the next attempt. Only then is it acknowledged.",
                                travel -> {
                                    open(travel, HERE, FlowTest.GATEWAY, FlowTest.RUN, "laptop");
                                    add(travel, "one", Optional.empty());
                                    travel.pass(Duration.ofSeconds(10));
                                    acknowledge(travel, HERE, "one");
                                }),
                        drawn(
                                "A newer session comes",
                                "The second gateway's session replaces the first one's. What the first had been handed and not acknowledged is pending again, and goes to the second after the grace.",
                                travel -> {
                                    travel.flow().start(THERE, "run-t");
                                    open(travel, HERE, FlowTest.GATEWAY, FlowTest.RUN, "laptop");
                                    add(travel, "one", Optional.empty());
                                    open(travel, "Gateway there", THERE, "run-t", "phone");
                                    travel.pass(Duration.ofSeconds(3));
                                    acknowledge(travel, "Gateway there", "one");
                                }),
                        drawn(
                                "A gateway is lost",
                                "It is silent for longer than the time-out. Its sessions end by a record, as of its last heartbeat, and what it had been handed waits for the next session.",
                                travel -> {
                                    open(travel, HERE, FlowTest.GATEWAY, FlowTest.RUN, "laptop");
                                    add(travel, "one", Optional.empty());
                                    travel.flow().kill(FlowTest.GATEWAY);
                                    travel.pass(Duration.ofSeconds(16));
                                }));
        GeneratedDocument.isFresh(PAGE, expected);
    }

    private static String drawn(String title, String about, Consumer<Travel> run) {
        try (Travel travel = new Travel(title, about)) {
            run.accept(travel);
            return travel.markdown();
        }
    }

    private static void add(Travel travel, String id, Optional<PushTarget> push) {
        AddMessage message =
                AddMessage.of(Payload.ofText("{\"hello\":\"alice\"}")).withId(new MessageId(id));
        travel.write(
                PRODUCER,
                Topics.MAILBOX_MESSAGES,
                ALICE,
                push.map(message::withPush).orElse(message));
    }

    private static void acknowledge(Travel travel, String who, String... ids) {
        List<MessageId> named = java.util.Arrays.stream(ids).map(MessageId::new).toList();
        travel.write(who, Topics.MAILBOX_COMMANDS, ALICE, CommandRequest.of(new AcknowledgeMessages(named)));
    }

    private static Epoch open(Travel travel, String who, GatewayId gateway, String run, String connection) {
        long epoch = travel.flow().next(Topics.SESSION_EVENTS);
        travel.write(
                who,
                Topics.SESSION_EVENTS,
                ALICE.value(),
                new Opened(new SessionId("session of " + connection), gateway, run, connection, Optional.empty()));
        return new Epoch(epoch);
    }

    private static void sent(Travel travel, String notification) {
        travel.write(
                "Push worker",
                Topics.PUSH_RESULTS,
                ALICE,
                new PushResult(
                        notification,
                        OptionalInt.of(1),
                        PushOutcome.SENT,
                        Optional.empty(),
                        Optional.empty(),
                        travel.flow().now()));
    }
}
