package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.app.Main;
import io.restante.base.MailboxId;
import io.restante.contract.Topics;
import io.restante.local.demo.LocalChild;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances in processes of their own, one of which leaves and one of which is killed, while clients write through all of them and read what they wrote. */
@Tag("slow")
@Timeout(400)
class RebalanceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTITIONS = 4;
    private static final int SOME = 50;
    private static final String[] STANDBYS = {
        "--set", "streams.standbyReplicas=1", "--set", "streams.sessionTimeout=PT6S"
    };

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<String> mailboxes = oneInEachPartition();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger putOff = new AtomicInteger();
    private final AtomicInteger aged = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private volatile List<URI> gateways = List.of();
    private volatile boolean over;

    @Test
    void noAnswerIsWrongAndNoneIsAFailureWhilePartitionsMove(@TempDir Path folder) throws Exception {
        try (LocalChild first = LocalChild.start(Main.class, folder.resolve("first"), STANDBYS);
                LocalChild leaving = instance(first, folder.resolve("leaving"));
                LocalChild killed = instance(first, folder.resolve("killed"))) {
            List<URI> all = Stream.of(first, leaving, killed)
                    .map(each -> each.addresses().gateway())
                    .toList();
            gateways = all;
            List<Thread> clients = new ArrayList<>();
            for (String mailbox : mailboxes) {
                clients.add(Thread.ofVirtual().start(() -> write(mailbox)));
            }
            clients.add(Thread.ofVirtual().start(() -> readOlder(all.getFirst())));
            try {
                await().atMost(PATIENCE).until(() -> partitions(leaving) > 0 && partitions(killed) > 0);
                awaitWritten(SOME);
                gateways = List.of(all.getFirst(), all.getLast());
                leaving.terminate();
                await().atMost(PATIENCE).until(() -> !leaving.running());
                await().atMost(PATIENCE).until(() -> partitions(first) + partitions(killed) == PARTITIONS);
                await().atMost(PATIENCE)
                        .until(() -> partitions(killed) > 0 && copies(first) == PARTITIONS - partitions(first));
                awaitWritten(SOME);
                int before = aged.get();
                gateways = List.of(all.getFirst());
                killed.kill();
                await().atMost(PATIENCE).until(() -> partitions(first) == PARTITIONS);
                awaitWritten(SOME);
                assertThat(aged)
                        .as("answers of copies, while nobody held a partition")
                        .hasValueGreaterThan(before);
            } finally {
                over = true;
                for (Thread each : clients) {
                    each.join();
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    private static LocalChild instance(LocalChild first, Path folder) {
        return LocalChild.startInstance(Main.class, folder, first.addresses(), STANDBYS);
    }

    private void awaitWritten(int more) {
        int until = written.get() + more;
        await().atMost(PATIENCE).until(() -> written.get() >= until || !wrong.isEmpty());
        assertThat(wrong).isEmpty();
    }

    /** Whichever partitions an instance holds, somebody writes to them and reads them. */
    private static List<String> oneInEachPartition() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> Stream.iterate(0, i -> i + 1)
                        .map(i -> "writer-" + i)
                        .filter(mailbox ->
                                Topics.MAILBOX_MESSAGES.partition(new MailboxId(mailbox), PARTITIONS) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private int partitions(LocalChild instance) throws IOException, InterruptedException {
        return cluster(instance).path("partitions").size();
    }

    /** Copies of an instance that know how old they are; until they do, they answer nobody. */
    private int copies(LocalChild instance) throws IOException, InterruptedException {
        URI questions = instance.addresses().operations().resolve("/internal/questions");
        int answering = 0;
        for (String mailbox : mailboxes) {
            String question = "{\"ask\":\"status\",\"stale\":true,\"mailbox\":\"" + mailbox + "\"}";
            HttpRequest request = HttpRequest.newBuilder(questions)
                    .POST(BodyPublishers.ofString(question))
                    .build();
            answering += client.send(request, BodyHandlers.ofString()).statusCode() == 200 ? 1 : 0;
        }
        return answering;
    }

    private JsonNode cluster(LocalChild instance) throws IOException, InterruptedException {
        return JSON.readTree(
                get(instance.addresses().operations().resolve("/cluster")).body());
    }

    /** Writes one message after the other, each by one gateway, and counts them by another. Nobody else writes to the mailbox. */
    private void write(String mailbox) {
        int held = 0;
        while (!over && wrong.isEmpty()) {
            List<URI> now = gateways;
            String id = mailbox + "-" + held;
            @Nullable
            JsonNode added = send(
                    now.get(held % now.size()),
                    "/v1/mailboxes/" + mailbox + "/messages",
                    202,
                    "{\"id\":\"" + id + "\",\"payload\":1}");
            if (added == null) {
                continue;
            }
            held++;
            written.incrementAndGet();
            String after = "/v1/mailboxes/" + mailbox + "?after="
                    + added.path("position").asText();
            @Nullable JsonNode status = null;
            for (int tries = 0; status == null && !over && tries < 10_000; tries++) {
                List<URI> then = gateways;
                status = send(then.get((held + tries) % then.size()), after, 200, "");
            }
            if (status != null && status.path("message_count").asInt() != held) {
                wrong.add(mailbox + " holds " + held + " and says " + status);
            }
        }
    }

    /** An older answer has fewer messages, never more than were written, and says how old it is. */
    private void readOlder(URI gateway) {
        for (int i = 0; !over && wrong.isEmpty(); i++) {
            @Nullable
            JsonNode status = send(gateway, "/v1/mailboxes/" + mailboxes.get(i % PARTITIONS) + "?stale=ok", 200, "");
            if (status != null && !status.has("age")) {
                wrong.add("an older answer without an age: " + status);
            } else if (status != null && !status.path("age").asText().equals("PT0S")) {
                aged.incrementAndGet();
            }
        }
    }

    /** The answer; nothing when it was put off, or when the gateway is gone. */
    private @Nullable JsonNode send(URI gateway, String path, int expected, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofSeconds(20));
        if (!body.isEmpty()) {
            request.POST(BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() == expected) {
                return JSON.readTree(response.body());
            }
            if (response.statusCode() == 503
                    && response.headers().firstValue("Retry-After").isPresent()) {
                putOff.incrementAndGet();
            } else {
                wrong.add(path + ": " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            if (gateways.contains(gateway)) {
                wrong.add(path + " at " + gateway + ": " + e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
