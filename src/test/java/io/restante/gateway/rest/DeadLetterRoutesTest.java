package io.restante.gateway.rest;

import static io.restante.gateway.rest.RestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.base.MessageId;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.TokensInMemory;
import io.restante.mailbox.MailboxCommand.PutBackMessage;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterRoutesTest {
    private static final String LETTERS = "/v1/dead-letters";
    private static final Caller ALICE =
            new Caller("alice", Set.of(), Set.of(), MailboxScope.of(List.of("alice")), Optional.empty());

    private final RestServer server =
            new RestServer(new TokensInMemory().with("alice", ALICE).with("all", Caller.ANYBODY));

    @BeforeEach
    void fill() {
        server.deadLetters.add("delivery", "mailbox.messages-1-7", "alice", "{\"id\":\"m7\",\"payload\":1}");
        server.deadLetters.add("delivery", "mailbox.messages-1-9", "bob", "{\"id\":\"m9\",\"payload\":1}");
        server.deadLetters.add("mailbox", "mailbox.messages-1-11", "alice", "not json");
        server.deadLetters.add("session", "session.events-0-3", "alice", "{}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return server.send("GET", path, BodyPublishers.noBody(), "Authorization", "Bearer all");
    }

    private static List<String> ids(JsonNode page) {
        return page.get("dead_letters").findValuesAsText("id");
    }

    @Test
    void listsTheNewestFirstPageByPage() throws Exception {
        JsonNode first = json(get(LETTERS + "?limit=3"));
        assertThat(ids(first)).containsExactly("dead-letters-0-3", "dead-letters-0-2", "dead-letters-0-1");
        JsonNode second =
                json(get(LETTERS + "?limit=3&cursor=" + first.get("cursor").textValue()));
        assertThat(second.has("cursor")).isFalse();
        assertThat(second.get("dead_letters").get(0).toString())
                .isEqualTo("{\"id\":\"dead-letters-0-0\",\"room\":\"delivery\","
                        + "\"reason\":\"It was handed out 3 times and never acknowledged.\","
                        + "\"source\":\"mailbox.messages-1-7\",\"attempts\":3,\"at\":\"2026-11-20T18:17:05.200Z\","
                        + "\"key\":\"alice\",\"value\":\"{\\\"id\\\":\\\"m7\\\",\\\"payload\\\":1}\","
                        + "\"can_be_put_back\":true}");
        assertThat(ids(json(get(LETTERS + "?room=mailbox")))).containsExactly("dead-letters-0-2");
        assertThat(get(LETTERS + "?cursor=MQ").statusCode()).isEqualTo(400);
        assertThat(get(LETTERS + "?cursor=%F0").statusCode()).isEqualTo(400);
    }

    @Test
    void aCallerSeesTheLettersOfItsOwnMailboxesAlone() throws Exception {
        var response = server.send("GET", LETTERS, BodyPublishers.noBody(), "Authorization", "Bearer alice");
        assertThat(ids(json(response))).containsExactly("dead-letters-0-2", "dead-letters-0-0");
        assertThat(server.post(LETTERS + "/dead-letters-0-1/put-back", "", "Authorization", "Bearer alice")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aMessageIsPutBackIntoItsMailbox() throws Exception {
        var response = server.post(LETTERS + "/dead-letters-0-0/put-back", "", "Authorization", "Bearer alice");
        assertThat(response.body()).isEqualTo("{\"mailbox\":\"alice\",\"id\":\"m7\"}");
        assertThat(server.mailboxes.asked()).containsExactly(new PutBackMessage(new MessageId("m7")));
    }

    @Test
    void whatIsNoMessageCannotBePutBack() throws Exception {
        for (int i : new int[] {2, 3}) {
            var response =
                    server.post(LETTERS + "/dead-letters-0-" + i + "/put-back", "", "Authorization", "Bearer all");
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(json(response).get("type").textValue()).endsWith(":not-a-message");
        }
        assertThat(server.post(LETTERS + "/dead-letters-0-99/put-back", "", "Authorization", "Bearer all")
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.post(LETTERS + "/nonsense/put-back", "", "Authorization", "Bearer all")
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.mailboxes.asked()).isEmpty();
    }
}
