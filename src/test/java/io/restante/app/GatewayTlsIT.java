package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose port speaks TLS alone, with a certificate made on the spot. */
@Timeout(180)
class GatewayTlsIT {
    /** In milliseconds; after half a minute the server hangs up on whoever is silent. */
    private static final int BELOW_THE_IDLE_TIMEOUT = 20_000;

    /** The head of a TLS record of 512 bytes, and its first byte. */
    private static final byte[] HALF_A_GREETING = {22, 3, 1, 2, 0, 1};

    @Test
    void restAndSocketsAreEncrypted(@TempDir Path folder) throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        Map<String, String> tls = Map.of(
                "gateway.tls.certificate",
                made.certificate().toString(),
                "gateway.tls.key",
                made.key().toString(),
                "gateway.http.headTimeout",
                "PT1S");
        try (RunningProcess process = new RunningProcess(folder.resolve("data"), tls);
                HttpClient client =
                        HttpClient.newBuilder().sslContext(made.trusting()).build();
                RpcSocketClient socket =
                        new RpcSocketClient(client, process.addresses().webSocket())) {
            URI box = process.rest("/v1/mailboxes/alice");
            assertThat(box.getScheme()).isEqualTo("https");
            HttpRequest add = HttpRequest.newBuilder(URI.create(box + "/messages"))
                    .POST(BodyPublishers.ofString("{\"payload\":1}"))
                    .build();
            HttpResponse<byte[]> added = client.send(add, BodyHandlers.ofByteArray());
            assertThat(added.statusCode()).isEqualTo(202);
            assertThat(added.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(socket.call("getAvailableMessageCount", "{\"connectionId\":\"alice\"}"))
                    .contains("\"result\":1");
            assertThat(endOfAHandshakeThatStops(process.addresses().gateway().getPort()))
                    .isNegative();
            HttpRequest plain = HttpRequest.newBuilder(URI.create(box.toString().replace("https:", "http:")))
                    .build();
            assertThatThrownBy(() -> client.send(plain, BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        }
    }

    /** What is read once the server hangs up on a client whose greeting never comes to its end. */
    private static int endOfAHandshakeThatStops(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(BELOW_THE_IDLE_TIMEOUT);
            socket.getOutputStream().write(HALF_A_GREETING);
            return socket.getInputStream().read();
        }
    }

    @Test
    void filesThatAreNoneAreSaidBeforeAnythingIsServed(@TempDir Path folder) throws Exception {
        MadeCertificate made = MadeCertificate.in(folder);
        Map<String, String> swapped = Map.of(
                "gateway.tls.certificate",
                made.key().toString(),
                "gateway.tls.key",
                made.certificate().toString());
        assertThatThrownBy(() -> new RunningProcess(folder.resolve("data"), swapped))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("gateway.tls.");
    }
}
