package io.restante.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restante.base.MessageId;
import io.restante.base.PushTarget;
import io.restante.base.Rejection;
import io.restante.base.Urgency;
import io.restante.gateway.RefusedException;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcMethodsTest {
    private static final String MAILBOX = "{\"connectionId\":\"m\"}";

    private final RpcServer server = new RpcServer(RpcRules.DEFAULTS);
    private final RpcClient client = server.connect();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private String add(String payload) {
        return client.call(
                "addMessage", "{\"connectionId\":\"m\",\"recipientDids\":[\"did:a\"],\"payload\":" + payload + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1.0E+2,\"a\":0.10,\"c\":-0,\"n\":null}",
                "\"caf\\u00e9 \\ud83d\\ude00 \u00e9\"",
                "[ 1 , { \"x\" : [ ] } ]",
                "null",
                "123456789012345678901234567890",
                "{\"payload\":{\"payload\":1.0}}"
            })
    void aPayloadComesBackVerbatim(String payload) {
        assertThat(add(payload)).isEqualTo("\"result\":{\"messageId\":\"mailbox.messages-0-0\"}");
        assertThat(client.call("takeFromQueue", MAILBOX))
                .isEqualTo("\"result\":[{\"id\":\"mailbox.messages-0-0\",\"receivedAt\":\"2026-11-20T18:17:05.200Z\","
                        + "\"encryptedMessage\":" + payload + "}]");
    }

    @Test
    void everythingAMessageMaySayIsHeard() {
        assertThat(client.call(
                        "addMessage",
                        "{\"connectionId\":\"m\",\"payload\":{},\"id\":\"mine\",\"recipientDids\":[\"did:a\",\"did:b\"],"
                                + "\"pushNotificationToken\":{\"type\":\"webhook\",\"token\":\"https://x.example\"},"
                                + "\"ttlSeconds\":60,\"urgency\":\"very-low\",\"collapseKey\":\"c\",\"unknown\":1}"))
                .isEqualTo("\"result\":{\"messageId\":\"mine\"}");
        AddMessage added = server.mailboxes.added("m").getFirst();
        assertThat(added.id()).contains(new MessageId("mine"));
        assertThat(added.recipients()).containsExactly("did:a", "did:b");
        assertThat(added.push()).contains(new PushTarget.Webhook("https://x.example"));
        assertThat(added.ttl()).contains(Duration.ofMinutes(1));
        assertThat(added.urgency()).isEqualTo(Urgency.VERY_LOW);
        assertThat(added.collapseKey()).contains("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "addMessage|{`payload`:1}|connectionId: is missing; expected a text",
                "addMessage|{`connectionId`:5,`payload`:1}|connectionId: expected a text, got 5",
                "addMessage|{`connectionId`:``,`payload`:1}|connectionId: expected a text of 1 to 512 bytes, got an empty one",
                "addMessage|{`connectionId`:`m`}|payload: is missing; expected any JSON value",
                "addMessage|{`connectionId`:`m`,`payload`:1,`recipientDids`:[1]}|recipientDids: expected a list of texts, got 1",
                "addMessage|{`connectionId`:`m`,`payload`:1,`recipientDids`:`a`}|recipientDids: expected a list of texts, got `a`",
                "addMessage|{`connectionId`:`m`,`payload`:1,`id`:7}|id: expected a text, got 7",
                "addMessage|{`connectionId`:`m`,`payload`:1,`ttlSeconds`:-1}|ttlSeconds: expected a whole number of 0 or more, got -1",
                "addMessage|{`connectionId`:`m`,`payload`:1,`collapseKey`:[]}|collapseKey: expected a text, got []",
                "addMessage|{`connectionId`:`m`,`payload`:1,`urgency`:`soon`}|urgency: expected one of `very-low`, `low`, `normal`, `high`, got `soon`",
                "addMessage|{`connectionId`:`m`,`payload`:1,`pushNotificationToken`:{`type`:`fcm`}}|pushNotificationToken.token: is missing; expected a text",
                "addMessage|{`connectionId`:`m`,`payload`:1,`pushNotificationToken`:{`type`:`x`,`token`:`t`}}|pushNotificationToken.type: expected `fcm` or `webhook`, got `x`",
                "addMessage|[1]|params: expected an object, got a list",
                "takeFromQueue|{`connectionId`:`m`,`limit`:0}|limit: expected a whole number of 1 or more, got 0",
                "takeFromQueue|{`connectionId`:`m`,`limit`:1.5}|limit: expected a whole number of 1 or more, got 1.5",
                "takeFromQueue|{`connectionId`:`m`,`limitBytes`:`x`}|limitBytes: expected a whole number of 0 or more, got `x`",
                "takeFromQueue|{`connectionId`:`m`,`recipientDid`:``}|recipientDid: expected a text that is not empty",
                "takeFromQueue|{`connectionId`:`m`,`deleteMessages`:1}|deleteMessages: expected true or false, got 1",
                "takeFromQueue|{`connectionId`:`m`,`lease`:`soon`}|lease: expected an ISO-8601 duration such as PT30S, got `soon`",
                "getAvailableMessageCount|{}|connectionId: is missing; expected a text",
                "removeMessages|{`connectionId`:`m`}|messageIds: is missing; expected a list of texts",
                "removeMessages|{`connectionId`:`m`,`messageIds`:[3]}|messageIds: expected a list of texts, got 3",
                "removeAllMessages|{`connectionId`:`m`}|recipientDid: is missing; expected a text that is not empty",
                "getLiveSession|{}|connectionId: is missing; expected a text",
                "addLiveSession|{`connectionId`:`m`}|sessionId: is missing; expected a text",
                "addLiveSession|{`connectionId`:`m`,`sessionId`:``}|sessionId: expected a text of 1 to 512 bytes, got an empty one",
                "removeLiveSession|{}|connectionId: is missing; expected a text"
            })
    void saysWhichParamIsWrongAndWhatWasExpected(String method, String params, String complaint) {
        assertThat(client.call(method, params.replace('`', '"')))
                .isEqualTo("\"error\":{\"code\":-32602,\"message\":\"Invalid params: " + complaint.replace("`", "\\\"")
                        + "\"}");
    }

    @Test
    void aTakeAsksForWhatWasSaid() {
        client.call(
                "takeFromQueue",
                "{\"connectionId\":\"m\",\"limit\":3,\"limitBytes\":9,\"recipientDid\":\"d\",\"lease\":\"PT5S\"}");
        assertThat(server.mailboxes.commands())
                .containsExactly(new TakeMessages(
                        OptionalInt.of(3), OptionalLong.of(9), Optional.of("d"), Optional.of(Duration.ofSeconds(5))));
    }

    @Test
    void messagesTakenToBeDeletedAreAcknowledgedOnceTheirAnswerWasWritten() {
        add("1");
        assertThat(client.call("takeFromQueue", "{\"connectionId\":\"m\",\"deleteMessages\":true}"))
                .contains("\"encryptedMessage\":1");
        assertThat(client.call("getAvailableMessageCount", MAILBOX)).isEqualTo("\"result\":0");
        assertThat(server.mailboxes.commands())
                .last()
                .isEqualTo(new AcknowledgeMessages(List.of(new MessageId("mailbox.messages-0-0"))));
    }

    @Test
    void anEmptyTakeIsAnEmptyListAndAcknowledgesNothing() {
        assertThat(client.call("takeFromQueue", "{\"connectionId\":\"m\",\"deleteMessages\":true}"))
                .isEqualTo("\"result\":[]");
        assertThat(client.call("ping", "{}")).isEqualTo("\"result\":\"pong\"");
        assertThat(server.mailboxes.commands()).hasSize(1);
    }

    @Test
    void countsForOneRecipientOrAll() {
        add("1");
        client.call("addMessage", "{\"connectionId\":\"m\",\"payload\":2}");
        assertThat(client.call("getAvailableMessageCount", MAILBOX)).isEqualTo("\"result\":2");
        assertThat(client.call("getAvailableMessageCount", "{\"connectionId\":\"m\",\"recipientDid\":\"did:a\"}"))
                .isEqualTo("\"result\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"\"]", "[\"unknown\",\"unknown\"]"})
    void removingWhatIsNotThereIsFine(String ids) {
        assertThat(client.call("removeMessages", "{\"connectionId\":\"m\",\"messageIds\":" + ids + "}"))
                .isEqualTo("\"result\":true");
    }

    @Test
    void removesOneOrAllOfARecipient() {
        add("1");
        add("2");
        client.call("removeMessages", "{\"connectionId\":\"m\",\"messageIds\":[\"mailbox.messages-0-1\"]}");
        assertThat(client.call("getAvailableMessageCount", MAILBOX)).isEqualTo("\"result\":1");
        assertThat(client.call("removeAllMessages", "{\"connectionId\":\"m\",\"recipientDid\":\"did:a\"}"))
                .isEqualTo("\"result\":true");
        assertThat(client.call("getAvailableMessageCount", MAILBOX)).isEqualTo("\"result\":0");
    }

    @Test
    void whatIsUnavailableSaysWhenToComeBack() {
        server.mailboxes.failWith(new UnavailableException("restoring", Duration.ofMillis(700)));
        String unavailable = "\"error\":{\"code\":-32001,\"message\":\"Unavailable\",\"data\":{\"retryAfterMs\":700}}";
        assertThat(client.call("getAvailableMessageCount", MAILBOX)).isEqualTo(unavailable);
        assertThat(client.call("takeFromQueue", MAILBOX)).isEqualTo(unavailable);
    }

    @Test
    void whatIsRefusedSaysWhy() {
        server.mailboxes.failWith(new RefusedException(new Rejection("message-too-large", "At most 5 bytes.")));
        assertThat(add("1"))
                .isEqualTo("\"error\":{\"code\":-32002,\"message\":\"Refused: At most 5 bytes.\","
                        + "\"data\":{\"reason\":\"message-too-large\"}}");
    }

    @Test
    void whatNobodyForesawIsNotDescribed() {
        server.mailboxes.failWith(new IllegalStateException("secret"));
        assertThat(add("1")).isEqualTo("\"error\":{\"code\":-32603,\"message\":\"Internal error\"}");
    }

    @Test
    void whatTakesTooLongIsUnavailableInTime() {
        server.mailboxes.waitFor(new CompletableFuture<>());
        assertThat(client.call("takeFromQueue", MAILBOX)).startsWith("\"error\":{\"code\":-32001");
    }

    @Test
    void requestsOfOneSocketRunConcurrently() {
        CompletableFuture<Void> brake = new CompletableFuture<>();
        server.mailboxes.waitFor(brake);
        client.say(RpcClient.request(1, "takeFromQueue", MAILBOX));
        assertThat(client.ask(RpcClient.request(2, "getAvailableMessageCount", MAILBOX)))
                .endsWith("\"id\":2}");
        brake.complete(null);
        assertThat(client.hear()).endsWith("\"id\":1}");
    }

    @Test
    void addsTakeEffectInTheOrderTheyArrived() {
        for (int n = 1; n <= 100; n++) {
            client.say(RpcClient.request(n, "addMessage", "{\"connectionId\":\"m\",\"payload\":" + n + "}"));
        }
        await().until(() -> client.waiting() == 100);
        assertThat(server.mailboxes.added("m"))
                .extracting(message -> message.payload().text())
                .first()
                .isEqualTo("1");
        assertThat(server.mailboxes.added("m"))
                .extracting(message -> Integer.parseInt(message.payload().text()))
                .isSorted()
                .hasSize(100);
    }
}
