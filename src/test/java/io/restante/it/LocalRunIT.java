package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.local.demo.RestClient.EventStream;
import io.restante.local.demo.SocketClient;
import io.restante.local.demo.SocketClient.Received;
import io.restante.local.demo.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The walk in the small, and what a stop and a start leave as it was. */
@Timeout(120)
class LocalRunIT {
    private static final Map<String, String> QUICKLY = Map.of("delivery.grace", "PT0.3S");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofMillis(500);

    private final Path data;

    LocalRunIT(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void deliversAndKeepsWhatIsNotAcknowledged() {
        try (LocalRun run = new LocalRun(data, QUICKLY)) {
            knocksWhereAPushTargetIsNamed(run);
            deliversToASocket(run);
            deliversToAStream(run);
            buriesGarbage(run);
            leavesThreeKinds(run);
        }
        try (LocalRun again = new LocalRun(data, QUICKLY)) {
            findsThemAsTheyWere(again);
        }
    }

    private static void knocksWhereAPushTargetIsNamed(LocalRun run) {
        run.producer.message("alice", message("quiet"));
        String place = run.producer.message(
                "alice", "{\"id\":\"loud\",\"payload\":1,\"push\":{\"type\":\"fcm\",\"token\":\"t\"}}");
        assertThat(run.countAfter("alice", place)).isEqualTo(2);
        try (TopicReader notifications = new TopicReader(run.addresses().kafka(), "push.notifications")) {
            assertThat(notifications.await(PATIENCE, seen -> seen.key().equals("alice")))
                    .hasValueSatisfying(seen -> assertThat(seen.value()).contains("\"message_id\":\"loud\""));
            assertThat(notifications.all()).hasSize(1);
        }
    }

    private static void deliversToASocket(LocalRun run) {
        try (SocketClient socket = run.socket()) {
            assertThat(socket.call("addLiveSession", "{\"connectionId\":\"alice\",\"sessionId\":\"s\"}"))
                    .hasToString("true");
            assertThat(ids(socket, 2)).containsExactly("quiet", "loud");
            run.producer.message("alice", message("next"));
            assertThat(ids(socket, 1)).containsExactly("next");
            assertThat(ids(socket.call("takeFromQueue", "{\"connectionId\":\"alice\"}")))
                    .containsExactly("quiet", "loud", "next");
            remove(socket, "alice", "quiet", "loud", "next");
            assertThat(socket.call("getAvailableMessageCount", "{\"connectionId\":\"alice\"}"))
                    .hasToString("0");
        }
    }

    private static void deliversToAStream(LocalRun run) {
        run.producer.message("carol", message("c"));
        try (EventStream stream = run.rest.stream("carol")) {
            assertThat(stream.next("message", PATIENCE))
                    .hasValueSatisfying(event -> assertThat(event.data()).contains("\"id\":\"c\""));
        }
        assertThat(run.rest.post("/v1/mailboxes/carol/acknowledgements", "{\"ids\":[\"c\",\"never\"]}"))
                .startsWith("{\"acknowledged\":1,\"unknown\":1,\"position\":\"mailbox.commands-");
    }

    private static void buriesGarbage(LocalRun run) {
        String place = run.producer.message("dave", "not JSON");
        String good = run.producer.message("dave", message("good"));
        assertThat(run.countAfter("dave", good)).isEqualTo(1);
        try (TopicReader dead = new TopicReader(run.addresses().kafka(), "dead-letters")) {
            assertThat(dead.await(PATIENCE, seen -> seen.header("source").equals(place)))
                    .hasValueSatisfying(seen -> {
                        assertThat(seen.value()).isEqualTo("not JSON");
                        assertThat(seen.header("reason")).startsWith("is not JSON");
                    });
        }
    }

    /** In erin's mailbox one message acknowledged and one handed out, in frank's one waiting. */
    private static void leavesThreeKinds(LocalRun run) {
        run.producer.message("erin", message("acknowledged"));
        run.producer.message("erin", message("handed-out"));
        run.producer.message("frank", message("waiting"));
        try (SocketClient socket = run.socket()) {
            socket.call("addLiveSession", "{\"connectionId\":\"erin\",\"sessionId\":\"s\"}");
            assertThat(ids(socket, 2)).containsExactly("acknowledged", "handed-out");
            remove(socket, "erin", "acknowledged");
        }
    }

    private static void findsThemAsTheyWere(LocalRun again) {
        assertThat(Stream.of("alice", "carol", "dave", "erin", "frank").map(again.rest::count))
                .containsExactly(0L, 0L, 1L, 1L, 1L);
        try (SocketClient socket = again.socket()) {
            socket.call("addLiveSession", "{\"connectionId\":\"erin\",\"sessionId\":\"s\"}");
            assertThat(ids(socket, 1)).containsExactly("handed-out");
            assertThat(socket.next(A_MOMENT)).isEmpty();
            assertThat(ids(socket.call("takeFromQueue", "{\"connectionId\":\"frank\"}")))
                    .containsExactly("waiting");
            remove(socket, "erin", "handed-out");
        }
        assertThat(again.rest.count("erin")).isZero();
    }

    private static String message(String id) {
        return "{\"id\":\"" + id + "\",\"payload\":{\"of\":\"" + id + "\"}}";
    }

    private static void remove(SocketClient socket, String mailbox, String... ids) {
        assertThat(socket.call(
                        "removeMessages",
                        "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":[\"" + String.join("\",\"", ids)
                                + "\"]}"))
                .hasToString("true");
    }

    private static List<String> ids(SocketClient socket, int count) {
        return Stream.generate(() -> socket.next(PATIENCE))
                .limit(count)
                .map(next -> next.map(Received::id).orElse("nothing"))
                .toList();
    }

    private static List<String> ids(JsonNode taken) {
        return StreamSupport.stream(taken.spliterator(), false)
                .map(each -> each.path("id").asText())
                .toList();
    }
}
