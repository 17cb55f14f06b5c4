package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.restante.local.demo.SocketClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a frame on the JSON-RPC wire to the provider, and back into the message's timeline. */
class PushIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aTokenInAFrameIsKnockedAtWhereverItLeads(@TempDir Path data) throws Exception {
        List<String> called = new CopyOnWriteArrayList<>();
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/knock", exchange -> {
            called.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        hook.start();
        int port = hook.getAddress().getPort();
        Map<String, String> settings = Map.of(
                "push.webhook.allowHttp",
                "true",
                "push.webhook.allowPrivate",
                "true",
                "push.webhook.ports",
                String.valueOf(port));
        try (LocalRun run = new LocalRun(data, settings);
                SocketClient socket = run.socket()) {
            socket.call("addMessage", frame("anna", "m1", "fcm", "annas-phone"));
            socket.call("addMessage", frame("bert", "m2", "webhook", "http://127.0.0.1:" + port + "/knock"));
            String shown = run.addresses().operations().resolve("/local/push").toString();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(run.rest.get(shown)).contains("annas-phone").contains("\"m1\"");
                assertThat(called).hasSize(1);
            });
            assertThat(run.rest.get(shown)).doesNotContain("between us");
            assertThat(called.getFirst()).contains("\"messageId\":\"m2\"").doesNotContain("between us");
            await().atMost(PATIENCE).untilAsserted(() -> {
                for (String message : List.of("anna/messages/m1", "bert/messages/m2")) {
                    assertThat(run.rest.get("/v1/mailboxes/" + message + "/timeline"))
                            .contains("\"outcome\":\"sent\"");
                }
            });
        } finally {
            hook.stop(0);
        }
    }

    private static String frame(String mailbox, String id, String type, String token) {
        return "{\"connectionId\":\"" + mailbox + "\",\"id\":\"" + id
                + "\",\"payload\":\"between us\",\"pushNotificationToken\":{\"type\":\"" + type + "\",\"token\":\""
                + token + "\"}}";
    }
}
