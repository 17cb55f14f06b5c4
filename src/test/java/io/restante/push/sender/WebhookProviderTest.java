package io.restante.push.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.restante.base.PushTarget;
import io.restante.push.PushNotification;
import io.restante.push.PushOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks on a real server of our own network: what is allowed to come there does, and every other way in is closed. */
class WebhookProviderTest {
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;
    private volatile HttpHandler handler = exchange -> answer(exchange, 204, "");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst(WebhookSignature.HEADER)));
            handler.handle(exchange);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** As a local run is set: plain http to anywhere. */
    private WebhookOptions open() {
        return new WebhookOptions(Set.of(port()), true, true, Optional.empty(), PATIENCE, 4);
    }

    /** As it is in the world, but for the scheme and the port, so that nothing but the address keeps it out. */
    private WebhookOptions careful() {
        return new WebhookOptions(Set.of(port()), true, false, Optional.empty(), PATIENCE, 4);
    }

    private static Answer call(WebhookOptions options, DnsResolver names, String uri) throws InterruptedException {
        Map<PushNotification, Answer> answers = new ConcurrentHashMap<>();
        PushNotification push = Notifications.to(new PushTarget.Webhook(uri));
        try (WebhookProvider provider = new WebhookProvider(options, names, InstantSource.fixed(Notifications.NOW))) {
            provider.send(List.of(push), answers::put);
        }
        return Objects.requireNonNull(answers.get(push));
    }

    private Answer call(WebhookOptions options, String uri) throws InterruptedException {
        return call(options, SystemDefaultDnsResolver.INSTANCE, uri);
    }

    private String here() {
        return "http://127.0.0.1:" + port() + "/knock";
    }

    @Test
    void saysWhoseMailboxHasHowMuchAndNothingElse() throws Exception {
        assertThat(call(open(), here())).isEqualTo(Answer.sent());
        JsonNode body = new ObjectMapper().readTree(bodies.getFirst());
        assertThat(body)
                .isEqualTo(new ObjectMapper().readTree("{\"messageId\":\"m1\",\"mailbox\":\"alice\",\"count\":3}"));
    }

    @ParameterizedTest
    @CsvSource({
        "200, SENT",
        "204, SENT",
        "404, TARGET_GONE",
        "410, TARGET_GONE",
        "400, REFUSED",
        "401, REFUSED",
        "413, REFUSED",
        "429, RETRY",
        "500, RETRY",
        "502, RETRY",
        "503, RETRY"
    })
    void eachAnswerHasItsOutcome(int status, PushOutcome outcome) throws InterruptedException {
        handler = exchange -> answer(exchange, status, "");
        assertThat(call(open(), here()).outcome()).isEqualTo(outcome);
    }

    @Test
    void aReceiverMaySayNo() throws InterruptedException {
        handler = exchange -> answer(exchange, 200, "{\"success\":false}");
        assertThat(call(open(), here())).isEqualTo(Answer.of(PushOutcome.REFUSED, "success-false"));
        handler = exchange -> answer(exchange, 200, "{\"success\":true}");
        assertThat(call(open(), here())).isEqualTo(Answer.sent());
        handler = exchange -> answer(exchange, 200, "fine");
        assertThat(call(open(), here())).isEqualTo(Answer.sent());
    }

    @Test
    void howLongAReceiverWantsToBeLeftAloneIsTold() throws InterruptedException {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "120");
            answer(exchange, 503, "");
        };
        assertThat(call(open(), here()).retryAfter()).contains(Duration.ofMinutes(2));
    }

    @Test
    void signsTimeAndBodyIfThereIsASecret() throws InterruptedException {
        WebhookOptions signing = new WebhookOptions(Set.of(port()), true, true, Optional.of("secret"), PATIENCE, 4);
        call(signing, here());
        assertThat(signatures)
                .containsExactly(WebhookSignature.of(
                        "secret", Notifications.NOW, bodies.getFirst().getBytes(StandardCharsets.UTF_8)));
        assertThat(signatures.getFirst()).matches("t=1795176000,v1=[0-9a-f]{64}");
    }

    /** Every spelling of an address of this machine, some of which a system's resolver understands and some not. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "017700000001",
                "127.1",
                "127.0.1",
                "0",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "169.254.169.254",
                "[fd00:ec2::254]",
                "10.0.0.1"
            })
    void noAddressOfOurOwnNetworkIsCalledHoweverItIsSpelt(String host) throws InterruptedException {
        Answer answer = call(careful(), "http://" + host + ":" + port() + "/");
        assertThat(answer)
                .isIn(
                        Answer.of(PushOutcome.REFUSED, "address-not-public"),
                        Answer.of(PushOutcome.REFUSED, "not-a-plain-host"),
                        Answer.of(PushOutcome.REFUSED, "not-a-uri"),
                        Answer.of(PushOutcome.RETRY, "UnknownHostException"));
        assertThat(bodies).isEmpty();
    }

    /** To some this is 127.0.0.1 in octal, to Java 177.0.0.1: whoever reads it, nobody is called here. */
    @Test
    void anOctalAddressDoesNotLeadHere() throws InterruptedException {
        assertThat(call(careful(), "http://0177.0.0.1:" + port() + "/").outcome())
                .isNotEqualTo(PushOutcome.SENT);
        assertThat(bodies).isEmpty();
    }

    @Test
    void aNameThatLeadsHereIsNotCalled() throws InterruptedException {
        DnsResolver inward = names(List.of(List.of("127.0.0.1")));
        assertThat(call(careful(), inward, "http://harmless.example:" + port() + "/"))
                .isEqualTo(Answer.of(PushOutcome.REFUSED, "address-not-public"));
        assertThat(bodies).isEmpty();
    }

    @Test
    void aNameThatLeadsHereAmongOtherPlacesIsNotCalled() throws InterruptedException {
        DnsResolver mixed = names(List.of(List.of("203.0.114.1", "127.0.0.1")));
        assertThat(call(careful(), mixed, "http://harmless.example:" + port() + "/"))
                .isEqualTo(Answer.of(PushOutcome.REFUSED, "address-not-public"));
        assertThat(bodies).isEmpty();
    }

    /** The first look-up is the one that is connected to; what a second one would say does not matter, for there is none. */
    @Test
    void aNameThatLeadsElsewhereTheSecondTimeIsLookedUpOnce() throws InterruptedException {
        DnsResolver changing = names(List.of(List.of("1.1.1.1"), List.of("127.0.0.1")));
        assertThat(call(careful(), changing, "http://rebinding.example:" + port() + "/")
                        .outcome())
                .isEqualTo(PushOutcome.RETRY);
        assertThat(call(careful(), changing, "http://rebinding.example:" + port() + "/"))
                .isEqualTo(Answer.of(PushOutcome.REFUSED, "address-not-public"));
        assertThat(bodies).isEmpty();
    }

    @Test
    void redirectsAreNotFollowed() throws InterruptedException {
        handler = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port() + "/inner");
            answer(exchange, 307, "");
        };
        assertThat(call(open(), here())).isEqualTo(Answer.of(PushOutcome.REFUSED, "HTTP_307"));
        assertThat(bodies).hasSize(1);
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws InterruptedException {
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] block = new byte[8_192];
            while (over.getCount() > 0) {
                out.write(block);
            }
        };
        assertThat(call(open(), here()).outcome()).isIn(PushOutcome.SENT, PushOutcome.RETRY);
    }

    @Test
    void anAnswerThatTakesTooLongInAllIsNone() throws InterruptedException {
        handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            try {
                while (!over.await(50, TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        assertThat(call(open(), here()).outcome()).isEqualTo(PushOutcome.RETRY);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org/, scheme-not-allowed",
        "file:///etc/passwd, scheme-not-allowed",
        "gopher://example.org/, scheme-not-allowed",
        "http://example.org/, scheme-not-allowed",
        "https://example.org:22/, port-not-allowed",
        "https://user@example.org/, not-a-plain-host",
        "https:///nowhere, not-a-plain-host",
        "not a uri, not-a-uri"
    })
    void onlyHttpsToAllowedPortsOfPlainHostsIsCalled(String uri, String word) throws InterruptedException {
        WebhookOptions usual = new WebhookOptions(Set.of(443), false, false, Optional.empty(), PATIENCE, 4);
        assertThat(call(usual, uri)).isEqualTo(Answer.of(PushOutcome.REFUSED, word));
    }

    /** Answers look-ups one after the other; the last answer stays. */
    private static DnsResolver names(List<List<String>> answers) {
        Deque<List<String>> left = new ArrayDeque<>(answers);
        return new DnsResolver() {
            @Override
            public synchronized InetAddress[] resolve(String host) throws UnknownHostException {
                List<String> now = left.size() > 1 ? left.removeFirst() : left.getFirst();
                InetAddress[] found = new InetAddress[now.size()];
                for (int n = 0; n < found.length; n++) {
                    found[n] = InetAddress.getByName(now.get(n));
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }
}
