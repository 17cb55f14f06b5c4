package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.restante.app.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inputs that nobody would send who means well, to REST and both WebSockets: none is answered as our fault, none makes anything grow, and afterwards everybody
 * else is served. {@code -Drestante.fuzz=50000} sends so many, {@code -Drestante.seed=…} other ones.
 */
@Timeout(3_600)
class FuzzIT {
    private static final Logger LOG = LoggerFactory.getLogger(FuzzIT.class);
    private static final int INPUTS = Integer.getInteger("restante.fuzz", 1_500);
    private static final long SEED = Long.getLong("restante.seed", 20_261_125L);
    private static final int FRAMES = 10;
    private static final int BODY_LIMIT = Settings.DEFAULTS.gateway().frameLimit();

    /** Of what is answered, the part that may be answered later: replies of a machine that is busy. */
    private static final double BUSY = 0.02;

    private static final long GROWTH = 96L << 20;
    private static final int SOME = 60;

    private RunningProcess process;
    private int port;
    private int busy;

    @BeforeEach
    void start(@TempDir Path data) {
        process = new RunningProcess(data, Map.of("gateway.http.requestsPerSecond", "0"));
        port = process.addresses().gateway().getPort();
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void nothingIsOurFaultAndNothingGrows() throws Exception {
        Fuzz fuzz = new Fuzz(SEED);
        send(fuzz, INPUTS / 10);
        long heap = heap();
        long handles = handles();
        int threads = threads();
        send(fuzz, INPUTS - INPUTS / 10);
        assertThat(busy).as("answers put off of %d, seed %d", INPUTS, SEED).isLessThan((int)
                Math.max(5, INPUTS * BUSY));
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(handles()).as("handles, seed %d", SEED).isLessThan(handles + SOME);
            assertThat(threads()).as("threads, seed %d", SEED).isLessThan(threads + SOME);
            assertThat(heap()).as("heap, seed %d", SEED).isLessThan(heap + GROWTH);
            assertThat(sum("restante_gateway_sessions"))
                    .as("sessions, seed %d", SEED)
                    .isZero();
            assertThat(sum("restante_gateway_sockets"))
                    .as("sockets, seed %d", SEED)
                    .isZero();
        });
        LOG.info(
                "{} inputs, seed {}: {} put off; handles {} -> {}, threads {} -> {}, heap {} -> {} MB",
                INPUTS,
                SEED,
                busy,
                handles,
                handles(),
                threads,
                threads(),
                heap >> 20,
                heap() >> 20);
        othersAreServed();
    }

    private void send(Fuzz fuzz, int inputs) throws Exception {
        int sent = 0;
        while (sent < inputs) {
            if (fuzz.oneIn(20)) {
                rpc(fuzz);
                sent += FRAMES;
            } else if (fuzz.oneIn(20)) {
                presence(fuzz);
                sent++;
            } else {
                http(fuzz);
                sent++;
            }
        }
    }

    private void othersAreServed() throws Exception {
        assertThat(process.post("/v1/mailboxes/good/messages", "{\"payload\":1}")
                        .statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            HttpResponse<byte[]> status = process.get("/v1/mailboxes/good");
            assertThat(status.statusCode()).as(RunningProcess.text(status)).isEqualTo(200);
            assertThat(RunningProcess.json(status).path("message_count").asInt())
                    .isEqualTo(1);
        });
        try (RpcSocketClient socket = process.rpc()) {
            assertThat(socket.call("ping", "[]")).contains("pong");
        }
    }

    private void http(Fuzz fuzz) throws IOException {
        byte[] request = fuzz.request(BODY_LIMIT);
        String asked = new String(request, 0, Math.min(request.length, 300), StandardCharsets.ISO_8859_1);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(2_000);
            int cut = fuzz.oneIn(15) ? request.length / 2 : request.length;
            socket.getOutputStream().write(request, 0, cut);
            if (cut < request.length) {
                return;
            }
            judge(asked, answer(socket.getInputStream()));
        } catch (SocketException e) {
            // The server hung up on it, which is an answer too.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|abort|closed).*");
        }
    }

    /** What comes, up to some thousand bytes or a silence: a stream goes on, and what is half a request is waited for. */
    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            byte[] buffer = new byte[4_096];
            for (int read = in.read(buffer); read >= 0 && answer.size() < 8_192; read = in.read(buffer)) {
                answer.write(buffer, 0, read);
                if (answer.toString(StandardCharsets.UTF_8).contains("text/event-stream")) {
                    break;
                }
            }
        } catch (SocketTimeoutException e) {
            return answer.toString(StandardCharsets.UTF_8);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private void judge(String asked, String answer) {
        if (answer.isEmpty()) {
            return;
        }
        assertThat(answer).as("seed %d: %s", SEED, asked).startsWith("HTTP/1.1 ");
        int status = Integer.parseInt(answer.substring(9, 12));
        if (status == 503) {
            busy++;
            assertThat(answer).as("seed %d: %s", SEED, asked).contains("Retry-After: ");
        } else if (status != 505 && status != 501) {
            // Those two say that the client speaks another HTTP than this one.
            assertThat(status).as("seed %d: %s\n%s", SEED, asked, answer).isLessThan(500);
        }
        if (status >= 400) {
            assertThat(answer).as("seed %d: %s", SEED, asked).doesNotContain("Exception", "io.restante.", "at java.");
        }
    }

    /** Hears what a socket says, and why it ended. */
    private static final class Ear implements WebSocket.Listener {
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        final StringBuilder heard = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            synchronized (heard) {
                heard.append(data);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }

        String heard() {
            synchronized (heard) {
                return heard.toString();
            }
        }
    }

    private WebSocket open(String path, Ear ear) {
        return process.client
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path), ear)
                .join();
    }

    private void rpc(Fuzz fuzz) throws Exception {
        Ear ear = new Ear();
        WebSocket socket = open("/", ear);
        for (int i = 0; i < FRAMES && !socket.isOutputClosed(); i++) {
            if (fuzz.oneIn(10)) {
                frame(socket.sendBinary(ByteBuffer.wrap(fuzz.binary()), true));
            } else {
                frame(socket.sendText(fuzz.call(), true));
            }
        }
        frame(socket.sendText("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"the last one\"}", true));
        await().atMost(Duration.ofSeconds(30)).until(() -> ear.heard().contains("the last one") || ear.closed.isDone());
        if (ear.closed.isDone()) {
            assertThat(ear.closed.join()).as("seed %d", SEED).isNotIn(1011, 1012);
        }
        assertThat(ear.heard()).as("seed %d", SEED).doesNotContain("-32603", "Exception", "io.restante.");
        socket.abort();
    }

    /** A frame that the server did not want any more is no failure of the test's. */
    private static void frame(CompletableFuture<WebSocket> sending) throws InterruptedException, TimeoutException {
        try {
            sending.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private void presence(Fuzz fuzz) throws Exception {
        Ear ear = new Ear();
        WebSocket socket = open("/ws", ear);
        if (fuzz.oneIn(10)) {
            frame(socket.sendBinary(ByteBuffer.wrap(fuzz.binary()), true));
        } else {
            frame(socket.sendText(fuzz.connect(), true));
        }
        assertThat(ear.closed.get(30, TimeUnit.SECONDS))
                .as("seed %d: %s", SEED, ear.heard())
                .isNotEqualTo(1011);
        assertThat(ear.heard()).as("seed %d", SEED).doesNotContain("internal_server_error", "Exception");
        socket.abort();
    }

    /** Of a gauge over all its tags. */
    private double sum(String gauge) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        process.addresses().operations().resolve("/metrics"))
                .build();
        return process.client
                .send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(gauge + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long handles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }
}
