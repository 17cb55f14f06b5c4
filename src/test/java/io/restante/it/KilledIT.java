package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restante.app.Main;
import io.restante.local.demo.LocalChild;
import io.restante.local.demo.RestClient;
import io.restante.local.demo.SocketClient;
import io.restante.local.demo.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed again and again in the middle of many messages that are written, received and acknowledged. */
@Tag("slow")
@Timeout(600)
class KilledIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int KILLS = 3;
    private static final int MESSAGES = 10_000;
    private static final List<String> MAILBOXES = List.of("k0", "k1", "k2", "k3", "k4");
    private static final String[] QUICKLY = {
        "--set", "delivery.grace=PT0.2S", "--set", "delivery.acknowledgementWait=PT3S"
    };

    private final Path data;

    private final ObjectMapper json = new ObjectMapper();
    private final Journal journal = new Journal();
    private LocalChild child;
    private ReceivingClient receiver;
    private WritingClient writer;

    KilledIT(@TempDir Path data) {
        this.data = data;
    }

    @BeforeEach
    void start() {
        child = LocalChild.start(Main.class, data, QUICKLY);
        receiver = new ReceivingClient(child.addresses().webSocket(), MAILBOXES, journal);
        writer = new WritingClient(child.addresses().kafka(), MAILBOXES, MESSAGES, journal);
    }

    @AfterEach
    void stop() {
        writer.close();
        receiver.close();
        child.close();
    }

    @Test
    void losesNothingAndBringsNothingBack() throws IOException {
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitAcknowledged(MESSAGES * kill / (KILLS + 1));
            killAndStartAgain();
        }
        writer.await();
        assertThat(journal.written()).hasSize(MESSAGES);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(journal.received().size()).isEqualTo(MESSAGES);
            assertThat(held()).isEmpty();
        });
        assertThat(journal.received()).isEqualTo(journal.written());
        receiver.close();
        nothingIsCountedOrTaken();
        noAttemptFollowsAnAcknowledgement();
    }

    private void awaitAcknowledged(int messages) {
        await().atMost(PATIENCE).until(() -> journal.acknowledged().size() >= messages);
    }

    private void killAndStartAgain() throws IOException {
        Set<String> confirmed = journal.acknowledged();
        child.kill();
        child = LocalChild.startAgain(Main.class, data, child.addresses(), QUICKLY);
        assertThat(held()).as("held after a restart").doesNotContainAnyElementsOf(confirmed);
    }

    /** The ids of the messages that looks into every mailbox find. */
    private Set<String> held() throws IOException {
        Set<String> ids = new HashSet<>();
        try (RestClient rest = new RestClient(child.addresses().gateway())) {
            for (String mailbox : MAILBOXES) {
                String path = "/v1/mailboxes/" + mailbox + "/messages";
                JsonNode page = json.readTree(rest.get(path));
                while (!page.isMissingNode()) {
                    page.path("messages")
                            .forEach(each -> ids.add(each.path("id").asText()));
                    String cursor = page.path("cursor").asText();
                    page = cursor.isEmpty()
                            ? MissingNode.getInstance()
                            : json.readTree(rest.get(path + "?cursor=" + cursor));
                }
            }
        }
        return ids;
    }

    private void nothingIsCountedOrTaken() {
        try (SocketClient socket = new SocketClient(child.addresses().webSocket())) {
            for (String mailbox : MAILBOXES) {
                String box = "{\"connectionId\":\"" + mailbox + "\"}";
                assertThat(socket.call("getAvailableMessageCount", box)).hasToString("0");
                assertThat(socket.call("takeFromQueue", box)).isEmpty();
            }
        }
    }

    /**
     * Each message has its acknowledgement in the ledger: a removal whose answer the kill swallowed may have been done. A hand-out after it can
     * only be one that was there before, told again.
     */
    private void noAttemptFollowsAnAcknowledgement() throws IOException {
        Map<String, Integer> attempts = new HashMap<>();
        Map<String, Integer> attemptsWhenAcknowledged = new HashMap<>();
        try (TopicReader ledger = new TopicReader(child.addresses().kafka(), "mailbox.ledger")) {
            for (TopicReader.Seen entry : ledger.all()) {
                JsonNode said = json.readTree(entry.value());
                String id = said.path("id").asText();
                int attempt = said.path("attempt").asInt();
                switch (said.path("event").asText()) {
                    case "handed-out" -> {
                        assertThat(attempt)
                                .as("%s of %s", entry.value(), entry.place())
                                .isLessThanOrEqualTo(attemptsWhenAcknowledged.getOrDefault(id, Integer.MAX_VALUE));
                        attempts.merge(id, attempt, Math::max);
                    }
                    case "acknowledged" -> attemptsWhenAcknowledged.putIfAbsent(id, attempts.getOrDefault(id, 0));
                    case "stored" -> attempts.putIfAbsent(id, 0);
                    default -> throw new AssertionError("Nothing else happens here: " + entry.value());
                }
            }
        }
        assertThat(attemptsWhenAcknowledged.keySet()).containsAll(journal.written());
    }
}
