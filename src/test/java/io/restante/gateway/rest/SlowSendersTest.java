package io.restante.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.gateway.TokensInMemory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that send a byte now and then. */
@Timeout(60)
class SlowSendersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(100);
    private static final Duration SELDOM = Duration.ofSeconds(2);
    private static final String BOX = "/v1/mailboxes/alice";
    private static final SenderRules RULES = new SenderRules(Duration.ofMillis(300), 500);

    private static RestServer server() {
        DoorRules door = new DoorRules(List.of(), 0, 10, false, RULES);
        return new RestServer(
                new TokensInMemory(),
                new RestRules(
                        RestServer.RULES.bodyLimit(),
                        RestServer.RULES.pageMaximum(),
                        RestServer.RULES.keepAlive(),
                        RestServer.RULES.outboundLimit(),
                        door));
    }

    private static Socket connect(RestServer server, String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        send(socket, text);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * What the server says while a byte is sent every now and then, until it finds fault with it or hangs up.
     *
     * @param between how long an answer to a byte may take: a byte that comes after it, to a connection that is closed by then, ends the reading of it
     */
    private static String answerToATrickle(Socket socket, Duration between) throws SocketException {
        socket.setSoTimeout(Math.toIntExact(between.toMillis()));
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        byte[] part = new byte[4_096];
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
            try {
                if (!answer.toString(StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 400")) {
                    send(socket, "y");
                }
                int read = socket.getInputStream().read(part);
                while (read >= 0) {
                    answer.write(part, 0, read);
                    read = socket.getInputStream().read(part);
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (SocketException e) {
                return true;
            }
        });
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aHeadThatTakesTooLongEndsItsConnection() throws Exception {
        try (RestServer server = server();
                Socket slow = connect(server, "GET " + BOX + " HTTP/1.1\r\nHost: x\r\nSlow: ")) {
            assertThat(answerToATrickle(slow, OFTEN)).isEmpty();
            assertThat(server.get(BOX).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void soDoesTheHeadOfALaterRequestOfTheSameConnection() throws Exception {
        try (RestServer server = server();
                Socket slow = connect(server, "GET " + BOX + " HTTP/1.1\r\nHost: x\r\n\r\nGET ")) {
            assertThat(answerToATrickle(slow, OFTEN)).startsWith("HTTP/1.1 200").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsTheRequestsFault() throws Exception {
        try (RestServer server = server();
                Socket slow =
                        connect(server, "POST " + BOX + "/take HTTP/1.1\r\nHost: x\r\nContent-Length: 1500\r\n\r\n{")) {
            assertThat(answerToATrickle(slow, SELDOM))
                    .startsWith("HTTP/1.1 400")
                    .contains("body-unreadable", "too slowly");
            assertThat(server.post(BOX + "/take", "{}").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoWaitsBetweenTwoRequestsIsNotSlow() {
        RequestLine line = new RequestLine(Duration.ofNanos(10));
        assertThat(line.tooSlow(0, 0)).isFalse();
        assertThat(line.tooSlow(0, 100)).as("nothing has been sent").isFalse();
        line.begin();
        assertThat(line.tooSlow(50, 500)).as("a request is answered").isFalse();
        line.end(80);
        assertThat(line.tooSlow(80, 1_000)).as("between two").isFalse();
        assertThat(line.tooSlow(81, 2_000)).as("the next begins").isFalse();
        assertThat(line.tooSlow(82, 2_010)).isFalse();
        assertThat(line.tooSlow(82, 2_011)).isTrue();
    }

    @Test
    void aBodyIsMeasuredOnceItHasHadSomeTime() {
        SenderRules rules = new SenderRules(Duration.ofSeconds(10), 500);
        assertThat(rules.tooSlow(1, Duration.ofSeconds(10).toNanos())).isFalse();
        assertThat(rules.tooSlow(9_999, Duration.ofSeconds(20).toNanos())).isTrue();
        assertThat(rules.tooSlow(10_000, Duration.ofSeconds(20).toNanos())).isFalse();
        assertThat(new SenderRules(Duration.ofSeconds(10), 0)
                        .tooSlow(0, Duration.ofHours(1).toNanos()))
                .isFalse();
    }
}
