package io.restante.query.routed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.Aged;
import io.restante.query.Fullness;
import io.restante.query.GroupsInMemory;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.MailboxStatus.CurrentSession;
import io.restante.query.OlderBy;
import io.restante.query.StaleQueries;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RoutedQueriesTest {
    private static final int PARTITIONS = 4;
    private static final MailboxId MAILBOX = new MailboxId("did:x:\"1\"");
    private static final Instant THEN = Instant.parse("2026-11-20T18:17:05.200Z");
    private static final Optional<Position> AFTER = Optional.of(new Position("mailbox.messages", 1, 41));
    private static final MailboxStatus BUSY = new MailboxStatus(
            3,
            500,
            Optional.of(THEN),
            Optional.of(THEN.plusSeconds(1)),
            2,
            1,
            4,
            10_000,
            1 << 20,
            Optional.of(new CurrentSession(new Epoch(17), new GatewayId("g"), THEN)),
            List.of(new Position("mailbox.commands", 1, 5), new Position("mailbox.messages", 1, 41)));
    private static final Duration AGE = Duration.ofMillis(1_234);
    private static final MailboxStatus EMPTY =
            new MailboxStatus(0, 0, Optional.empty(), Optional.empty(), 0, 0, 0, 1, 1, Optional.empty(), List.of());
    private static final OpenMessage MESSAGE =
            new OpenMessage(new MessageId("m"), 41, THEN, 0, Payload.ofText("{\"b\": 1.50,\n\"a\":\"ü\"}"));

    /** Stores that answer what they are told to, and note what they are asked. */
    private static final class Stores implements MailboxQueries {
        final List<Object> asked = new ArrayList<>();
        MailboxStatus status = BUSY;
        boolean moving;

        private <T> T answer(T value, Object... question) {
            asked.addAll(List.of(question));
            if (moving) {
                throw new UnavailableException("moving", Duration.ofSeconds(1));
            }
            return value;
        }

        @Override
        public MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
            return answer(status, mailbox, after);
        }

        @Override
        public long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
            return answer(7L, mailbox, recipient, after);
        }

        @Override
        public List<OpenMessage> look(
                MailboxId mailbox,
                int limit,
                OptionalLong limitBytes,
                Optional<String> recipient,
                long from,
                Optional<Position> after) {
            return answer(List.of(MESSAGE, MESSAGE), mailbox, limit, limitBytes, recipient, from, after);
        }

        @Override
        public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
            return answer(true, mailbox, id, position);
        }

        @Override
        public OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
            return answer(id.value().equals("m") ? OptionalLong.of(41) : OptionalLong.empty(), mailbox, id, after);
        }

        @Override
        public List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after) {
            return List.of();
        }

        @Override
        public int partition(MailboxId mailbox) {
            throw new AssertionError("Whoever asks knows the partition");
        }
    }

    private record Everything() implements Answering.Permit {
        @Override
        public void mailbox(MailboxId mailbox) {}

        @Override
        public void group(GroupId group) {}
    }

    /** Two instances and who is thought to hold everything. */
    private static final class Cluster implements Holders, Line {
        final Map<String, Stores> instances = new HashMap<>();
        final GroupsInMemory groups = new GroupsInMemory();
        String noted = "a:1";
        String truth = "a:1";

        @Override
        public Optional<String> holding(int partition) {
            return Optional.of(noted).filter(address -> !address.isEmpty());
        }

        @Override
        public void doubt() {
            noted = truth;
        }

        @Override
        public byte[] ask(String address, byte[] question, Duration atMost) {
            Stores there = instances.get(address);
            if (there == null) {
                throw new UnavailableException("nobody there", Duration.ofSeconds(1));
            }
            try {
                return new Answering(there, groups, new OlderBy(there, groups, AGE)).answer(question, new Everything());
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final Stores local = new Stores();
    private final Stores remote = new Stores();
    private final Cluster cluster = new Cluster();
    private boolean held;
    private final RoutedQueries queries = new RoutedQueries(
            Optional.of(new RoutedQueries.Here(local, partition -> held)),
            new Instances(cluster, cluster, PARTITIONS, Duration.ofSeconds(2)));

    RoutedQueriesTest() {
        cluster.instances.put("a:1", remote);
    }

    @Test
    void questionsAboutGroupsComeThroughToo() {
        RoutedGroupQueries groups = new RoutedGroupQueries(
                Optional.empty(), new Instances(cluster, cluster, PARTITIONS, Duration.ofSeconds(2)));
        GroupId room = new GroupId("room \"1\"");
        cluster.groups.add(room.value(), "web.\u00fc", 17, 44, THEN);
        cluster.groups.add(room.value(), "b", 18, 18, THEN);
        assertThat(groups.agents(room, -1, 10, AFTER)).isEqualTo(cluster.groups.agents(room, -1, 10, Optional.empty()));
        assertThat(groups.agents(room, 17, 10, AFTER)).hasSize(1);
        assertThat(cluster.groups.lastSeen()).isEqualTo(AFTER);
        assertThat(groups.agents(room, -1, 1, Optional.empty())).hasSize(1);
        assertThat(cluster.groups.lastSeen()).isEmpty();
        assertThat(groups.count(room)).isEqualTo(2);
        assertThat(groups.count(new GroupId("elsewhere"))).isZero();
    }

    @Test
    void howFullAMailboxIsIsPartOfItsStatus() {
        assertThat(queries.fullness(MAILBOX)).isEqualTo(new Fullness(3, 500, 41));
        assertThat(remote.asked).containsExactly(MAILBOX, Optional.empty());
        remote.status = EMPTY;
        assertThat(queries.fullness(MAILBOX)).isEqualTo(new Fullness(0, 0, -1));
    }

    @Test
    void everyQuestionAndAnswerComesThroughAsItWas() {
        assertThat(queries.status(MAILBOX, AFTER)).isEqualTo(BUSY);
        assertThat(queries.count(MAILBOX, Optional.of("did"), Optional.empty())).isEqualTo(7);
        assertThat(queries.look(MAILBOX, 5, OptionalLong.of(9), Optional.of("did"), 40, AFTER))
                .containsExactly(MESSAGE, MESSAGE);
        assertThat(queries.accepted(MAILBOX, new MessageId("m"), AFTER.orElseThrow()))
                .isTrue();
        assertThat(queries.sequence(MAILBOX, new MessageId("m"), AFTER)).hasValue(41);
        assertThat(queries.sequence(MAILBOX, new MessageId("n"), Optional.empty()))
                .isEmpty();
        assertThat(remote.asked)
                .containsExactly(
                        MAILBOX,
                        AFTER,
                        MAILBOX,
                        Optional.of("did"),
                        Optional.empty(),
                        MAILBOX,
                        5,
                        OptionalLong.of(9),
                        Optional.of("did"),
                        40L,
                        AFTER,
                        MAILBOX,
                        new MessageId("m"),
                        AFTER.orElseThrow(),
                        MAILBOX,
                        new MessageId("m"),
                        AFTER,
                        MAILBOX,
                        new MessageId("n"),
                        Optional.empty());
        remote.status = EMPTY;
        assertThat(queries.status(MAILBOX, Optional.empty())).isEqualTo(EMPTY);
        assertThat(local.asked).isEmpty();
    }

    /** The holder is always asked first; a copy answers when it cannot, wherever it is. */
    @Test
    void aCopyAnswersWhenTheHolderCannot() {
        Stores holder = new Stores();
        Stores copy = new Stores();
        Cluster copies = new Cluster();
        copies.instances.put("a:1", copy);
        GroupId room = new GroupId("room");
        copies.groups.add(room.value(), "web.a", 17, 44, THEN);
        GroupsInMemory groups = new GroupsInMemory();
        Instances elsewhere = new Instances(copies, copies, PARTITIONS, Duration.ofSeconds(2));
        StaleQueries stale = new RoutedStaleQueries(holder, groups, Optional.empty(), elsewhere);
        assertThat(stale.status(MAILBOX)).isEqualTo(Aged.now(BUSY));
        assertThat(copy.asked).isEmpty();
        holder.moving = true;
        assertThat(stale.status(MAILBOX)).isEqualTo(new Aged<>(BUSY, AGE));
        assertThat(stale.count(MAILBOX, Optional.of("did"))).isEqualTo(new Aged<>(7L, AGE));
        assertThat(stale.look(MAILBOX, 5, OptionalLong.of(9), Optional.of("did"), 40))
                .isEqualTo(new Aged<>(List.of(MESSAGE, MESSAGE), AGE));
        assertThat(copy.asked)
                .containsExactly(
                        MAILBOX,
                        Optional.empty(),
                        MAILBOX,
                        Optional.of("did"),
                        Optional.empty(),
                        MAILBOX,
                        5,
                        OptionalLong.of(9),
                        Optional.of("did"),
                        40L,
                        Optional.empty());
        Stores here = new Stores();
        StaleQueries local = new RoutedStaleQueries(
                holder, groups, Optional.of(new OlderBy(here, groups, Duration.ofSeconds(3))), elsewhere);
        assertThat(local.status(MAILBOX)).isEqualTo(new Aged<>(BUSY, Duration.ofSeconds(3)));
        here.moving = true;
        assertThat(local.status(MAILBOX)).isEqualTo(new Aged<>(BUSY, AGE));
        copy.moving = true;
        assertThatThrownBy(() -> local.status(MAILBOX)).isInstanceOf(UnavailableException.class);
    }

    @Test
    void whatIsHereIsAskedHere() {
        held = true;
        assertThat(queries.count(MAILBOX, Optional.empty(), AFTER)).isEqualTo(7);
        assertThat(local.asked).containsExactly(MAILBOX, Optional.empty(), AFTER);
        assertThat(remote.asked).isEmpty();
    }

    @Test
    void whenTheHolderIsGoneItsSuccessorIsAsked() {
        cluster.instances.put("b:1", cluster.instances.remove("a:1"));
        cluster.truth = "b:1";
        assertThat(queries.count(MAILBOX, Optional.empty(), Optional.empty())).isEqualTo(7);
        assertThat(cluster.noted).isEqualTo("b:1");
    }

    @Test
    void whatCannotBeAnsweredNowIsUnavailable() {
        remote.moving = true;
        assertThatThrownBy(() -> queries.status(MAILBOX, AFTER)).isInstanceOf(UnavailableException.class);
        cluster.noted = "";
        assertThatThrownBy(() -> queries.status(MAILBOX, AFTER)).isInstanceOf(UnavailableException.class);
    }
}
