package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A take that deletes, seen by whoever took. */
class DeletingTakeIT {
    private static final String MAILBOX = "/v1/mailboxes/taker";

    @Test
    void whoeverHasTheAnswerDoesNotFindTheMessagesAnyMore(@TempDir Path data) throws Exception {
        try (RunningProcess restante = new RunningProcess(data, Map.of())) {
            for (int n = 0; n < 20; n++) {
                restante.post(MAILBOX + "/messages", "{\"payload\":" + n + "}");
                assertThat(RunningProcess.json(restante.post(MAILBOX + "/take", "{\"delete\":true}"))
                                .get("messages"))
                        .hasSize(1);
                assertThat(RunningProcess.json(restante.get(MAILBOX))
                                .get("message_count")
                                .asInt())
                        .isZero();
            }
        }
    }
}
