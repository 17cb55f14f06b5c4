package io.restante.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.DeviceId;
import io.restante.base.MailboxId;
import io.restante.base.PushTarget;
import io.restante.contract.Topics;
import io.restante.gateway.rest.RecordsInMemory.Appended;
import io.restante.push.DeviceKey;
import io.restante.push.RegisteredTarget;
import io.restante.push.TargetChange;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PushTargetRoutesTest {
    private static final String PHONE = "/v1/mailboxes/alice/push-targets/phone";
    private static final DeviceKey KEY = new DeviceKey(new MailboxId("alice"), new DeviceId("phone"));
    private static final Instant NOW = MailboxesInMemory.RECEIVED.plusSeconds(42);

    private final RestServer server = new RestServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> put(String body) throws Exception {
        return server.send("PUT", PHONE, BodyPublishers.ofString(body));
    }

    @Test
    void registersADeviceOnTheLog() throws Exception {
        HttpResponse<String> answer = put("{\"type\":\"fcm\",\"token\":\"t\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(RestServer.json(answer).get("position").asText()).isEqualTo("push.targets-0-0");
        assertThat(server.log.appended())
                .containsExactly(new Appended(
                        Topics.PUSH_TARGETS,
                        KEY,
                        new TargetChange.Register(new PushTarget.Fcm("t"), Optional.of(NOW))));
    }

    @Test
    void removesADeviceOnTheLog() throws Exception {
        HttpResponse<String> answer = server.send("DELETE", PHONE, BodyPublishers.noBody());
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(server.log.appended())
                .containsExactly(new Appended(Topics.PUSH_TARGETS, KEY, new TargetChange.Remove()));
    }

    @Test
    void listsWhatIsRegistered() throws Exception {
        server.mailboxes.pushTargets.add(
                new RegisteredTarget(KEY.device(), new PushTarget.Webhook("https://example.org/"), NOW));
        HttpResponse<String> answer = server.get("/v1/mailboxes/alice/push-targets");
        assertThat(RestServer.json(answer).at("/push_targets/0/device").asText())
                .isEqualTo("phone");
        assertThat(RestServer.json(answer).at("/push_targets/0/uri").asText()).isEqualTo("https://example.org/");
    }

    @Test
    void namesTheFieldAtFault() throws Exception {
        HttpResponse<String> answer = put("{\"type\":\"pigeon\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RestServer.json(answer).get("field").asText()).isEqualTo("type");
        assertThat(server.log.appended()).isEmpty();
    }
}
