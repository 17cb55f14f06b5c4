package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.Rejection;
import io.restante.gateway.RefusedException;
import io.restante.gateway.rest.LiveSessionsInMemory.Opened;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventStreamTest {
    private final RestServer server = new RestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    /** A client that reads the stream as text, as {@code curl -N} does. */
    private final class Client implements AutoCloseable {
        private final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        private final BufferedReader lines =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

        Client(String path, String... headers) throws Exception {
            String request = "GET " + path + " HTTP/1.0\r\n" + String.join("\r\n", headers)
                    + (headers.length > 0 ? "\r\n\r\n" : "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }

        /** The lines up to the next empty one; comments and what they end are passed over. */
        String event() throws Exception {
            var event = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !event.isEmpty()) {
                    return event.toString();
                }
                if (!line.isEmpty() && !line.startsWith(":") && !line.startsWith("retry:")) {
                    event.append(line).append('\n');
                }
            }
            return "end";
        }

        String line() throws Exception {
            return String.valueOf(lines.readLine());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private Opened opened() {
        await().until(() -> !server.sessions.opened().isEmpty());
        return server.sessions.opened().getLast();
    }

    private static OpenMessage message(long sequence, String payload) {
        return new OpenMessage(
                new MessageId("m" + sequence), sequence, MailboxesInMemory.RECEIVED, 1, Payload.ofText(payload));
    }

    @Test
    void isALiveSessionForAsLongAsItIsOpen() throws Exception {
        try (var client = new Client("/v1/mailboxes/did:x:1/stream")) {
            assertThat(client.event()).contains("200").contains("text/event-stream");
            Opened session = opened();
            assertThat(session.mailbox()).isEqualTo(new MailboxId("did:x:1"));
            session.receiver().handOut(List.of(message(4, "{\"a\": 1}"), message(9, "2")));
            session.receiver().backlogDone();
            assertThat(client.event())
                    .isEqualTo("event: message\nid: 4\ndata: {\"id\":\"m4\",\"sequence\":4,"
                            + "\"received_at\":\"2026-11-20T18:17:05.200Z\",\"attempt\":1,\"payload\":{\"a\": 1}}\n");
            assertThat(client.event()).startsWith("event: message\nid: 9\n");
            assertThat(client.event()).isEqualTo("event: backlog-done\ndata: {}\n");
            assertThat(session.hold().current()).isTrue();
        }
        assertThat(opened().hold().closed().get(20, TimeUnit.SECONDS)).isEqualTo(EndReason.CLOSED);
    }

    @Test
    void endsWhenTheSessionIsReplaced() throws Exception {
        try (var client = new Client("/v1/mailboxes/box/stream")) {
            client.event();
            opened().receiver().ended(EndReason.REPLACED);
            assertThat(client.event()).isEqualTo("event: replaced\ndata: {\"reason\":\"replaced\"}\n");
            assertThat(client.event()).isEqualTo("end");
        }
    }

    @Test
    void endsWhenTheSessionIsTerminated() throws Exception {
        try (var client = new Client("/v1/mailboxes/box/stream")) {
            client.event();
            opened().receiver().ended(EndReason.EXPIRED);
            assertThat(client.event()).isEqualTo("event: terminated\ndata: {\"reason\":\"expired\"}\n");
            assertThat(client.event()).isEqualTo("end");
        }
    }

    @Test
    void aDrainEndsStreamsAndBeginsNone() throws Exception {
        try (var client = new Client("/v1/mailboxes/box/stream")) {
            client.event();
            Opened session = opened();
            server.gateway().drain(Duration.ofSeconds(1)).get(20, TimeUnit.SECONDS);
            assertThat(client.event()).isEqualTo("event: terminated\ndata: {\"reason\":\"terminated\"}\n");
            assertThat(client.event()).isEqualTo("end");
            assertThat(session.hold().closed()).isCompletedWithValue(EndReason.TERMINATED);
        }
        var response = server.get("/v1/mailboxes/box/stream");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void isNeverSilentForLong() throws Exception {
        try (var client = new Client("/v1/mailboxes/box/stream")) {
            client.event();
            assertThat(client.line()).isEqualTo("retry: 1000");
            assertThat(client.line()).isEmpty();
            assertThat(client.line()).isEqualTo(": keep-alive");
        }
    }

    /** What was seen is not what was dealt with: only an acknowledgement keeps a message from coming again. */
    @Test
    void whoComesBackGetsWhateverIsNotAcknowledged() throws Exception {
        try (var client = new Client("/v1/mailboxes/box/stream", "Last-Event-ID: 9")) {
            client.event();
            assertThat(client.line()).isEqualTo("retry: 1000");
            assertThat(client.line()).isEqualTo(": what is not acknowledged comes again");
            opened().receiver().handOut(List.of(message(4, "1"), message(9, "2")));
            assertThat(client.event()).contains("id: 4");
            assertThat(client.event()).contains("id: 9");
        }
    }

    @Test
    void holdsNoMoreBytesThanAllowedForAClientThatDoesNotRead() throws Exception {
        var stream = new EventStream(100);
        stream.handOut(List.of(message(1, "\"" + "x".repeat(200) + "\""), message(2, "1")));
        stream.backlogDone();
        var out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                if (toString(StandardCharsets.UTF_8).contains("backlog-done")) {
                    stream.ended(EndReason.CLOSED);
                }
            }
        };
        stream.writeTo(out, Duration.ofSeconds(10));
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("id:")))
                .containsExactly("id: 1");
    }

    @Test
    void aRefusedSessionIsAProblemNotAStream() throws Exception {
        server.sessions.failWith(new RefusedException(new Rejection("session-held", "Another session holds it.")));
        var response = server.get("/v1/mailboxes/box/stream");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).get("detail").textValue()).isEqualTo("Another session holds it.");
    }

    @Test
    void aPayloadOfManyLinesIsOneEvent() throws Exception {
        assertThat(written(List.of(message(1, "{\n\"a\":\r1}")), EndReason.REPLACED, false))
                .contains("\"payload\":{\ndata: \"a\":\ndata: 1}}\n\n");
    }

    @Test
    void holdsOnlySoMuchForAClientThatDoesNotRead() throws Exception {
        var stream = new EventStream(1 << 20);
        stream.handOut(LongStream.range(0, EventStream.HELD_AT_MOST + 10L)
                .mapToObj(sequence -> message(sequence, "1"))
                .toList());
        stream.backlogDone();
        var out = new ByteArrayOutputStream();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                stream.writeTo(out, Duration.ofSeconds(10));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> out.toString(StandardCharsets.UTF_8).contains("backlog-done"));
        stream.ended(EndReason.CLOSED);
        writer.join();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter("event: message"::equals))
                .hasSize(EventStream.HELD_AT_MOST);
    }

    @Test
    void writesNothingOfAnEndedSessionButItsEnd() throws Exception {
        assertThat(written(List.of(message(1, "1")), EndReason.REPLACED, true))
                .isEqualTo("event: replaced\ndata: {\"reason\":\"replaced\"}\n\n");
    }

    private static String written(List<OpenMessage> messages, EndReason reason, boolean endedFirst) throws Exception {
        var stream = new EventStream(1 << 20);
        var out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                stream.ended(reason);
            }
        };
        stream.handOut(messages);
        if (endedFirst) {
            stream.ended(reason);
        }
        stream.writeTo(out, Duration.ofSeconds(10));
        return out.toString(StandardCharsets.UTF_8);
    }
}
