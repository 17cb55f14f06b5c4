package io.restante.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcFramingTest {
    private static final String INVALID_REQUEST =
            "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32600,\"message\":\"Invalid Request\"},\"id\":null}";

    private final RpcServer server = new RpcServer(RpcRules.DEFAULTS);
    private final RpcClient client = server.connect();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "-3", "1.50", "1.0E+2", "12345678901234567890123", "\"a\"", "\"0\"", "\"caf\u00e9\""})
    void echoesAnIdAsItWasSpelled(String id) {
        assertThat(client.ask("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":" + id + "}"))
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":\"pong\",\"id\":" + id + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"id\":null", ",\"id\":0", ",\"id\":0.0", ",\"id\":\"\""})
    void runsANotificationAndAnswersNothing(String id) {
        client.say("{\"jsonrpc\":\"2.0\",\"method\":\"addMessage\",\"params\":{\"connectionId\":\"m\",\"payload\":1}"
                + id + "}");
        assertThat(client.call("getAvailableMessageCount", "{\"connectionId\":\"m\"}"))
                .isEqualTo("\"result\":1");
    }

    @Test
    void anErrorInANotificationIsNotAnsweredEither() {
        client.say("{\"jsonrpc\":\"2.0\",\"method\":\"nothing\"}");
        client.say("{\"jsonrpc\":\"2.0\",\"method\":\"addMessage\",\"params\":{}}");
        assertThat(client.call("ping", "{}")).isEqualTo("\"result\":\"pong\"");
    }

    /** JSON can spell half of a surrogate pair, which no UTF-8 can hold. */
    @Test
    void whatCannotBeSaidAgainIsAnsweredAllTheSame() {
        assertThat(client.call("rpc.on", "[\"half \\ud800\"]")).contains("\"half ?\":\"provided event invalid\"");
        assertThat(client.call("takeFromQueue", "{\"connectionId\":\"m\",\"limit\":\"half \\ud800\"}"))
                .contains("-32602");
        assertThat(client.ask("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"half \\ud800\"}"))
                .contains("\"result\":\"pong\"");
    }

    @Test
    void saysThatSomethingIsNotJson() {
        assertThat(client.ask("{\"jsonrpc\":"))
                .startsWith("{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32700,\"message\":\"Parse error")
                .endsWith(",\"id\":null}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "\"x\"",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"method\":1}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":true}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":{}}"
            })
    void saysThatSomethingIsNoRequest(String frame) {
        assertThat(client.ask(frame)).isEqualTo(INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"1.0\",\"method\":\"ping\",\"id\":5}",
                "{\"method\":\"ping\",\"id\":5}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"params\":\"x\",\"id\":5}"
            })
    void namesTheIdOfWhatIsNoRequestIfItHasOne(String frame) {
        assertThat(client.ask(frame)).isEqualTo(INVALID_REQUEST.replace("null", "5"));
    }

    @Test
    void doesNotKnowEveryMethod() {
        assertThat(client.call("toString", "{}"))
                .isEqualTo("\"error\":{\"code\":-32601,\"message\":\"Method not found\"}");
    }

    @Test
    void answersABatchWithOneArrayThatLeavesNotificationsOut() {
        String batch = "[" + RpcClient.request(1, "ping", "[]") + ",{\"jsonrpc\":\"2.0\",\"method\":\"ping\"},5,"
                + RpcClient.request(2, "getLiveSession", "{\"connectionId\":\"m\"}") + "]";
        assertThat(client.ask(batch))
                .isEqualTo("[{\"jsonrpc\":\"2.0\",\"result\":\"pong\",\"id\":1}," + INVALID_REQUEST
                        + ",{\"jsonrpc\":\"2.0\",\"result\":false,\"id\":2}]");
    }

    @Test
    void answersABatchOfNotificationsWithNothing() {
        client.say("[{\"jsonrpc\":\"2.0\",\"method\":\"ping\"}]");
        assertThat(client.call("ping", "{}")).isEqualTo("\"result\":\"pong\"");
    }

    @Test
    void readsBinaryFramesAndAnswersInText() {
        client.sayBytes("{\"jsonrpc\":\"2.0\",\"method\":\"ping\",\"id\":\"b\"}");
        assertThat(client.hear()).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":\"pong\",\"id\":\"b\"}");
    }

    @Test
    void subscribesAsOftenAsAsked() {
        String ok = "\"result\":{\"messagesReceived\":\"ok\"}";
        assertThat(client.call("rpc.on", "[\"messagesReceived\"]")).isEqualTo(ok);
        assertThat(client.call("rpc.on", "[\"messagesReceived\"]")).isEqualTo(ok);
        assertThat(client.call("rpc.off", "[\"messagesReceived\"]")).isEqualTo(ok);
        assertThat(client.call("rpc.off", "[\"messagesReceived\"]")).isEqualTo(ok);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.on\",\"id\":5}",
                "{\"method\":\"rpc.on\",\"params\":\"x\",\"id\":5}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.on\",\"params\":[1,null],\"id\":5}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.on\",\"params\":{\"a\":1},\"id\":5}"
            })
    void neverAnswersASubscriptionWithAnError(String frame) {
        assertThat(client.ask(frame)).isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":{},\"id\":5}");
    }

    @Test
    void listsItsMethods() {
        assertThat(client.call("__listMethods", "[]"))
                .isEqualTo(
                        "\"result\":[\"addLiveSession\",\"addMessage\",\"getAvailableMessageCount\",\"getLiveSession\","
                                + "\"removeAllMessages\",\"removeLiveSession\",\"removeMessages\",\"takeFromQueue\"]");
    }

    @Test
    void closesASocketWhoseFrameIsTooLarge() {
        client.say("\"" + "x".repeat(RpcRules.DEFAULTS.frameLimit()) + "\"");
        assertThat(client.closed()).isEqualTo(1009);
    }

    @Test
    void asksItsClientsToComeBackWhenItCloses() {
        client.call("addLiveSession", "{\"connectionId\":\"m\",\"sessionId\":\"s\"}");
        server.gateway.close();
        assertThat(client.closed()).isEqualTo(1012);
        assertThatThrownBy(server::connect).hasCauseInstanceOf(WebSocketHandshakeException.class);
        await().untilAsserted(() -> assertThat(server.sessions.told()).contains("close m terminated"));
    }
}
