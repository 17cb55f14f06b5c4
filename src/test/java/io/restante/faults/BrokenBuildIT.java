package io.restante.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.contract.Topics;
import io.restante.faults.Link.Cut;
import io.restante.faults.history.Checkers;
import io.restante.faults.history.Event;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.Removed;
import io.restante.faults.history.Event.Removing;
import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.Journal;
import io.restante.faults.history.Violation;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.TokenRules;
import io.restante.local.demo.AgentClient;
import io.restante.local.demo.DemoException;
import io.restante.local.demo.PlainProducer;
import io.restante.local.demo.SocketClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A build that is wrong is found out by the checker whose business it is, and the same treatment of the right one finds nothing. */
@Tag("faults")
@Timeout(900)
class BrokenBuildIT {
    private static final String GROUP = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a11";
    private static final String MAILBOX = "late";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;

    BrokenBuildIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void anEpochCheckThatWasTakenOutIsFound() {
        Path classes = new BrokenBuild(folder.resolve("broken"), "io.restante.session.SessionDecider")
                .with(
                        "Optional.of(held.session());",
                        "Optional.of(held.session()).filter(session -> session.epoch().equals(epoch));")
                .with("if (seat.current().isEmpty()) {", "if (!isCurrent(seat, ended.epoch())) {")
                .classes();
        assertThat(lateClosing("broken-town", classes.toString()))
                .extracting(Violation::rule)
                .contains("LateCleanUpEndsNoNewerSession");
    }

    @Test
    void whereEpochsAreCheckedALateClosingEndsNothing() {
        assertThat(lateClosing("right-town", "")).isEmpty();
    }

    @Test
    void anAcknowledgementThatIsConfirmedBeforeTheLogIsFound() {
        Path classes = new BrokenBuild(folder.resolve("broken"), "io.restante.gateway.live.GatewayMailboxes")
                .with(
                        "if (command instanceof AcknowledgeMessages hasty) {\n"
                                + "    return CompletableFuture.completedFuture(new"
                                + " MailboxReply.Acknowledged(hasty.ids().size(), 0));\n"
                                + "}\n"
                                + "return TimeLimits.limit(reply, ",
                        "return TimeLimits.limit(reply, ")
                .classes();
        assertThat(acknowledgedWhereNoBrokerIsReached("broken-town", classes.toString()))
                .extracting(Violation::rule)
                .contains("AcknowledgedStaysAcknowledged");
    }

    @Test
    void whereTheLogComesFirstNothingIsConfirmed() {
        assertThat(acknowledgedWhereNoBrokerIsReached("right-town", "")).isEmpty();
    }

    private Town town(String name, String patch) {
        Town town = new Town(folder.resolve(name), new Town.Plan(1, 1, 0, 2, patch));
        try {
            town.start();
            return town;
        } catch (RuntimeException e) {
            town.close();
            throw e;
        }
    }

    /** An agent moves to another gateway; then somebody says on the log that its older session was closed. */
    private List<Violation> lateClosing(String name, String patch) {
        try (Town town = town(name, patch);
                Journal journal = new Journal(folder.resolve(name + ".txt"))) {
            moveAndCloseLate(town, journal);
            return Checkers.violations(Checkers.all(Town.INFLIGHT), journal.history());
        }
    }

    private static void moveAndCloseLate(Town town, Journal journal) {
        List<RolePart> gateways = town.gateways();
        String token = token(town, "ann");
        // The observer is closed first: what becomes of the sessions when their clients go is not looked at.
        try (AgentClient older = connected(gateways.getFirst(), token, journal);
                AgentClient newer = connected(gateways.getLast(), token, journal);
                Observer observer = new Observer(town.inside(), List.of(new MailSight()), journal)) {
            observer.start();
            assertThat(newer.epoch()).isGreaterThan(older.epoch());
            String key = GROUP + "\u001fweb.ann";
            say(town, key, "{\"type\":\"closed\",\"epoch\":" + older.epoch() + ",\"reason\":\"closed\"}");
            awaitWitness(town, journal);
        }
    }

    /** Whoever enters behind a record on the log shows that it was read. */
    private static void awaitWitness(Town town, Journal journal) {
        try (AgentClient witness = entered(town.gateways().getFirst(), token(town, "witness"))) {
            assertThat(Patience.until(PATIENCE, () -> journal.history()
                            .all(Event.Presence.class)
                            .anyMatch(each -> each.event().agent().equals("web.witness")
                                    && each.event().epoch() == witness.epoch())))
                    .as("The witness is seen on the log")
                    .isTrue();
        }
    }

    private static AgentClient connected(RolePart gateway, String token, Journal journal) {
        AgentClient client = entered(gateway, token);
        journal.note(new Event.Connected(GROUP, "web.ann", client.epoch(), gateway.name()));
        return client;
    }

    /** A town that has only just begun may not grant a session in time, and says so. */
    private static AgentClient entered(RolePart gateway, String token) {
        List<AgentClient> granted = new ArrayList<>();
        boolean entered = Patience.until(PATIENCE, () -> {
            try {
                granted.add(new AgentClient(gateway.presence(), token, GROUP, "web"));
                return true;
            } catch (DemoException notYet) {
                return false;
            }
        });
        assertThat(entered).as("a session at %s", gateway.name()).isTrue();
        return granted.getFirst();
    }

    private static void say(Town town, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", town.inside()), new ByteArraySerializer(), new ByteArraySerializer())) {
            var unused = producer.send(new ProducerRecord<>(
                    Topics.SESSION_EVENTS.name(),
                    Topics.SESSION_EVENTS.partition(key, Town.PARTITIONS),
                    key.getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8)));
            producer.flush();
        }
    }

    private static String token(Town town, String subject) {
        Instant now = Instant.now();
        Caller caller = new Caller(
                subject,
                Set.of(GROUP),
                Set.of(GROUP),
                MailboxScope.NO_MAILBOX,
                Optional.of(now.plus(Duration.ofHours(1))));
        return town.key().token(caller, TokenRules.DEFAULTS, now);
    }

    /** A wallet acknowledges at a gateway that no broker can hear, and the gateway dies; then somebody looks at another one. */
    private List<Violation> acknowledgedWhereNoBrokerIsReached(String name, String patch) {
        try (Town town = town(name, patch);
                Journal journal = new Journal(folder.resolve(name + ".txt"));
                PlainProducer producer = new PlainProducer(town.inside())) {
            journal.note(new Writing(MAILBOX, "m1"));
            journal.note(new Written(MAILBOX, "m1", producer.message(MAILBOX, Pen.value("m1", 1))));
            RolePart first = town.gateways().get(0);
            try (SocketClient socket = new SocketClient(first.webSocket())) {
                assertThat(Patience.until(PATIENCE, () -> taken(socket) == 1))
                        .as("the message can be taken")
                        .isTrue();
                first.toBrokers().forEach(link -> link.cut(Cut.RESET));
                journal.note(new Removing(MAILBOX, Set.of("m1")));
                if (confirmed(socket)) {
                    journal.note(new Removed(MAILBOX, Set.of("m1")));
                }
            }
            first.child().kill();
            Looker looker = new Looker(List.of(town.gateways().get(1)), List.of(MAILBOX), 1, journal);
            long since = journal.now();
            assertThat(Patience.until(PATIENCE, () -> looker.held(MAILBOX).isPresent()))
                    .isTrue();
            Optional<Set<String>> held = looker.held(MAILBOX);
            journal.note(new Looked(MAILBOX, since, held.orElseThrow(), true));
            return Checkers.violations(Checkers.all(Town.INFLIGHT), journal.history());
        }
    }

    private static int taken(SocketClient socket) {
        try {
            return socket.call("takeFromQueue", "{\"connectionId\":\"" + MAILBOX + "\"}")
                    .size();
        } catch (DemoException notYet) {
            return 0;
        }
    }

    private static boolean confirmed(SocketClient socket) {
        try {
            return socket.call("removeMessages", "{\"connectionId\":\"" + MAILBOX + "\",\"messageIds\":[\"m1\"]}")
                    .asBoolean();
        } catch (DemoException refused) {
            return false;
        }
    }
}
