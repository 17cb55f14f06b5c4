package io.restante.app;

import static io.restante.app.RunningProcess.json;
import static io.restante.app.RunningProcess.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class FullMailboxIT {
    private static final int LIMIT = 5;
    private static final int LIMIT_BYTES = 200;

    private RunningProcess process;

    @BeforeAll
    void start(@TempDir Path data) {
        process = new RunningProcess(
                data,
                Map.of(
                        "mailbox.limitMessages", String.valueOf(LIMIT),
                        "mailbox.limitBytes", String.valueOf(LIMIT_BYTES)));
    }

    @AfterAll
    void stop() {
        process.close();
    }

    private HttpResponse<byte[]> add(String mailbox, String body) throws Exception {
        return process.post("/v1/mailboxes/" + mailbox + "/messages", body);
    }

    private static JsonNode error(String frame) throws Exception {
        return json(frame).path("error");
    }

    @Test
    void theSenderLearnsOverRestThatTheMailboxIsFullAndMayTryAgain() throws Exception {
        for (int i = 0; i < LIMIT; i++) {
            assertThat(add("rest", "{\"id\":\"" + i + "\",\"payload\":1}").statusCode())
                    .isEqualTo(202);
        }
        HttpResponse<byte[]> refused = add("rest", "{\"id\":\"late\",\"payload\":1}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(json(refused).get("type").textValue()).endsWith(":quota-full");
        assertThat(add("rest", "{\"id\":\"0\",\"payload\":1}").statusCode())
                .as("a message that is held is not refused when it is sent again")
                .isEqualTo(202);
        process.post("/v1/mailboxes/rest/acknowledgements", "{\"ids\":[\"0\"]}");
        assertThat(add("rest", "{\"id\":\"late\",\"payload\":1}").statusCode()).isEqualTo(202);
        assertThat(json(process.get("/v1/mailboxes/rest")).get("message_count").intValue())
                .isEqualTo(LIMIT);
    }

    @Test
    void ofMessagesSentAtOnceOverOneSocketTheFirstAreKept() throws Exception {
        try (RpcSocketClient socket = process.rpc()) {
            List<CompletableFuture<String>> answers = IntStream.range(0, 2 * LIMIT)
                    .mapToObj(i -> socket.start("addMessage", "{\"connectionId\":\"rpc\",\"payload\":" + i + "}"))
                    .toList();
            for (int i = 0; i < LIMIT; i++) {
                assertThat(answers.get(i).join()).contains("\"messageId\"");
            }
            for (int i = LIMIT; i < 2 * LIMIT; i++) {
                JsonNode error = error(answers.get(i).join());
                assertThat(error.path("code").intValue()).isEqualTo(-32002);
                assertThat(error.path("data").path("reason").textValue()).isEqualTo("quota-full");
            }
            assertThat(json(socket.call("takeFromQueue", "{\"connectionId\":\"rpc\"}"))
                            .get("result")
                            .findValuesAsText("encryptedMessage"))
                    .containsExactly("0", "1", "2", "3", "4");
        }
    }

    @Test
    void bytesFillAMailboxToo() throws Exception {
        String ninety = "{\"payload\":\"" + "x".repeat(88) + "\"}";
        assertThat(add("bytes", ninety).statusCode()).isEqualTo(202);
        assertThat(add("bytes", ninety).statusCode()).isEqualTo(202);
        assertThat(add("bytes", ninety).statusCode()).isEqualTo(409);
        HttpResponse<byte[]> larger = add("bytes", "{\"payload\":\"" + "x".repeat(LIMIT_BYTES) + "\"}");
        assertThat(larger.statusCode()).isEqualTo(413);
        assertThat(text(larger)).contains("message-too-large").contains(String.valueOf(LIMIT_BYTES));
    }
}
