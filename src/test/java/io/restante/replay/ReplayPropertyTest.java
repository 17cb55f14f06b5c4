package io.restante.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import io.restante.contract.Store;
import io.restante.contract.Topics;
import io.restante.delivery.DeliveryRules;
import io.restante.group.GroupRules;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.MailboxRules.Overflow;
import io.restante.session.SessionRules;
import io.restante.topology.Rules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** Random histories on every input: after each step the shadow's stores are the live ones, byte for byte, though it is given nothing but the log. */
class ReplayPropertyTest {
    private static final int STEPS = 60;
    private static final List<String> GATEWAYS = List.of("here", "there");

    private static final Rules RULES = new Rules(
            new MailboxRules(Duration.ofSeconds(40), 8, 400, Overflow.EVICT_OLDEST, Duration.ofSeconds(20), 5, 200),
            SessionRules.DEFAULTS,
            new DeliveryRules(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(8), 3, 1 << 20, 4),
            new GroupRules(2),
            Duration.ofMillis(500),
            1);

    @Test
    void afterEveryStepTheStoresAreTheLiveOnes() {
        Seeds.each(25, seed -> {
            try (BothTopologies both = new BothTopologies(RULES, RULES)) {
                History history = new History(both, new Random(seed));
                for (int step = 0; step < STEPS; step++) {
                    history.step();
                    for (Store store : Store.OF_DELIVERY) {
                        assertThat(BothTopologies.entries(both.shadow, store))
                                .as(store.name() + " after step " + step)
                                .isEqualTo(BothTopologies.entries(both.live, store));
                    }
                }
                assertThat(BothTopologies.written(both.shadow))
                        .as("nothing was written under a live name")
                        .allMatch(topic ->
                                topic.startsWith(BothTopologies.NAME.prefix()) || topic.endsWith("-changelog"));
                assertThat(BothTopologies.told(both.shadow, BothTopologies.NAME.prefix() + Topics.MAILBOX_LEDGER))
                        .as("it tells the same")
                        .isNotEmpty()
                        .isEqualTo(BothTopologies.told(both.live, Topics.MAILBOX_LEDGER.name()));
            }
        });
    }

    /** What happens on the inputs. */
    private static final class History {
        private final BothTopologies both;
        private final Random random;
        private final List<String> ids = new ArrayList<>();
        private final List<String> alive = new ArrayList<>(GATEWAYS);
        private int number;
        private Runnable again = () -> {};

        History(BothTopologies both, Random random) {
            this.both = both;
            this.random = random;
            GATEWAYS.forEach(this::heartbeat);
        }

        void step() {
            number++;
            switch (random.nextInt(17)) {
                case 0, 1, 2 -> message();
                case 3 ->
                    command("{\"type\":\"acknowledge\",\"ids\":[\"" + id() + "\",\"" + id() + "\"]" + after() + "}");
                case 4 ->
                    command("{\"type\":\"take\",\"limit\":" + (1 + random.nextInt(3))
                            + (random.nextBoolean() ? ",\"lease\":\"PT5S\"" : "") + after() + ",\"reply_to\":\""
                            + gateway() + "\",\"correlation\":\"c" + number + "\"}");
                case 5 -> command("{\"type\":\"put-back\",\"id\":\"" + id() + "\"}");
                case 6 -> opened(mailbox(), "");
                case 7 -> {
                    String agent = "a" + random.nextInt(5);
                    opened("room\u001f" + agent, ",\"group\":\"room\",\"agent\":\"" + agent + "\"");
                }
                case 8 -> closed();
                case 9 -> group();
                case 10 -> both.write(Topics.MAILBOX_MESSAGES, null, bytes("not JSON"), new RecordHeaders());
                case 11 -> silence();
                case 12 -> target();
                case 13 ->
                    write(
                            Topics.PUSH_RESULTS,
                            mailbox(),
                            "{\"notification_id\":\"push-0-" + (number - random.nextInt(Math.min(8, number))) + "-"
                                    + random.nextInt(3) + "\",\"outcome\":\""
                                    + List.of("sent", "retry", "target_gone").get(random.nextInt(3))
                                    + "\",\"at\":\"2026-11-20T12:00:00.000Z\"}");
                case 14 ->
                    command(
                            random.nextBoolean()
                                    ? "{\"type\":\"acknowledge-all\",\"recipient_did\":\"did:0\"}"
                                    : "{\"type\":\"purge\",\"dry_run\":" + random.nextBoolean() + "}");
                case 15 -> again.run();
                default -> pass(1 + random.nextInt(10));
            }
        }

        private void message() {
            String id = random.nextInt(4) == 0 && !ids.isEmpty() ? id() : "m" + number;
            ids.add(id);
            String ttl = random.nextInt(3) == 0 ? ",\"ttl_seconds\":" + random.nextInt(30) : "";
            String push = random.nextInt(3) == 0 ? ",\"push\":{\"type\":\"fcm\",\"token\":\"t\"}" : "";
            write(
                    Topics.MAILBOX_MESSAGES,
                    mailbox(),
                    "{\"id\":\"" + id + "\",\"recipients\":[\"did:" + random.nextInt(2) + "\"],\"payload\":" + number
                            + ttl + push + "}");
        }

        /** Sometimes a command must see more than has been applied: it goes to the end of the log. */
        private String after() {
            return random.nextInt(4) == 0
                    ? ",\"after\":" + (both.seen.position(Topics.MAILBOX_MESSAGES) + random.nextInt(2))
                    : "";
        }

        private void command(String json) {
            write(Topics.MAILBOX_COMMANDS, mailbox(), json);
        }

        private void opened(String key, String more) {
            write(
                    Topics.SESSION_EVENTS,
                    key,
                    "{\"type\":\"opened\",\"session_id\":\"s" + number + "\",\"gateway\":\"" + gateway()
                            + "\",\"incarnation\":\"run\",\"connection\":\"c" + number + "\"" + more + "}");
        }

        private void closed() {
            long epoch = Math.max(0, both.seen.position(Topics.SESSION_EVENTS) - random.nextInt(6));
            String key = random.nextBoolean() ? mailbox() : "room\u001fa" + random.nextInt(5);
            write(Topics.SESSION_EVENTS, key, "{\"type\":\"closed\",\"epoch\":" + epoch + ",\"reason\":\"closed\"}");
        }

        private void group() {
            Headers headers = new RecordHeaders();
            headers.add("entity_type", bytes("chat"));
            headers.add("operation", bytes("said"));
            headers.add("sequence_id", bytes(String.valueOf(number)));
            headers.add("sender", bytes("a0"));
            both.write(Topics.GROUP_EVENTS, bytes("room"), bytes("{\"n\":" + number + "}"), headers);
        }

        private void heartbeat(String gateway) {
            both.write(
                    Topics.SESSION_EVENTS,
                    null,
                    bytes("{\"type\":\"heartbeat\",\"gateway\":\"" + gateway + "\",\"incarnation\":\"run\"}"),
                    new RecordHeaders());
        }

        /** A gateway dies, long enough to be lost; the topology itself closes what it held. Another day it is there again. */
        private void silence() {
            if (random.nextInt(3) == 0) {
                alive.remove(gateway());
                pass(40);
                alive.clear();
                alive.addAll(GATEWAYS);
                alive.forEach(this::heartbeat);
            }
        }

        private void pass(int halfSeconds) {
            for (int n = 0; n < halfSeconds; n++) {
                alive.forEach(this::heartbeat);
                both.pass(Duration.ofMillis(500));
            }
        }

        private void target() {
            byte[] key = bytes(mailbox() + "\u001fd" + random.nextInt(2));
            if (random.nextInt(4) == 0) {
                both.write(Topics.PUSH_TARGETS, key, null, new RecordHeaders());
            } else {
                both.write(
                        Topics.PUSH_TARGETS,
                        key,
                        bytes("{\"type\":\"fcm\",\"token\":\"t" + number
                                + "\",\"registered_at\":\"2026-11-20T12:00:00.000Z\"}"),
                        new RecordHeaders());
            }
        }

        /** A producer that was not told that its record was taken writes it twice. */
        private void write(io.restante.contract.Topic<?, ?> topic, String key, String json) {
            again = () -> both.write(topic, bytes(key), bytes(json), new RecordHeaders());
            again.run();
        }

        private String mailbox() {
            return "box" + random.nextInt(3);
        }

        private String gateway() {
            return GATEWAYS.get(random.nextInt(GATEWAYS.size()));
        }

        private String id() {
            return ids.isEmpty() ? "nobody" : ids.get(Math.max(0, ids.size() - 1 - random.nextInt(8)));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
