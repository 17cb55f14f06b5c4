package io.restante.push.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.base.PushTarget;
import io.restante.contract.JsonText;
import io.restante.push.PushNotification;
import io.restante.push.PushOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** One call of a webhook: who has how many messages, and which came last. */
final class WebhookCall {
    /** How much of an answer is read. */
    private static final int ANSWER_BYTES = 64 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PushNotification push;
    private final WebhookOptions options;
    private final InstantSource clock;
    private volatile Optional<HttpPost> request = Optional.empty();

    WebhookCall(PushNotification push, WebhookOptions options, InstantSource clock) {
        this.push = push;
        this.options = options;
        this.clock = clock;
    }

    /** Makes the call and says what came of it; blocks. */
    Answer make(CloseableHttpClient client, WebhookRules rules) {
        try {
            HttpPost post = post(rules);
            request = Optional.of(post);
            return client.execute(post, this::answer);
        } catch (WebhookRefusal e) {
            return Answer.of(PushOutcome.REFUSED, e.word());
        } catch (IOException e) {
            return Answer.of(PushOutcome.RETRY, e.getClass().getSimpleName());
        }
    }

    /** Ends the call wherever it is. */
    void cancel() {
        request.ifPresent(HttpPost::cancel);
    }

    private HttpPost post(WebhookRules rules) throws WebhookRefusal {
        HttpPost post = new HttpPost(rules.require(((PushTarget.Webhook) push.target()).uri()));
        byte[] body =
                JsonText.object(json -> json.put("messageId", push.messageId().value())
                        .put("mailbox", push.mailbox().value())
                        .put("count", push.count()));
        Instant now = clock.instant();
        options.secret()
                .ifPresent(secret -> post.setHeader(WebhookSignature.HEADER, WebhookSignature.of(secret, now, body)));
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return post;
    }

    private Answer answer(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        String code = "HTTP_" + status;
        if (status >= HttpStatus.SC_SUCCESS && status < HttpStatus.SC_REDIRECTION) {
            return saysNo(response.getEntity()) ? Answer.of(PushOutcome.REFUSED, "success-false") : Answer.sent();
        }
        return switch (status) {
            case HttpStatus.SC_NOT_FOUND, HttpStatus.SC_GONE -> Answer.of(PushOutcome.TARGET_GONE, code);
            case HttpStatus.SC_REQUEST_TIMEOUT, HttpStatus.SC_TOO_EARLY, HttpStatus.SC_TOO_MANY_REQUESTS ->
                Answer.of(PushOutcome.RETRY, code).retryAfter(retryAfter(response));
            default ->
                status >= HttpStatus.SC_SERVER_ERROR
                        ? Answer.of(PushOutcome.RETRY, code).retryAfter(retryAfter(response))
                        : Answer.of(PushOutcome.REFUSED, code);
        };
    }

    private Optional<Duration> retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        return header == null ? Optional.empty() : RetryAfter.parse(header.getValue(), clock.instant());
    }

    /** Whether a small answer is an object that says {@code "success": false}. Anything else was taken. */
    private static boolean saysNo(HttpEntity entity) throws IOException {
        if (entity == null) {
            return false;
        }
        try (InputStream in = entity.getContent()) {
            byte[] read = in.readNBytes(ANSWER_BYTES);
            JsonNode json = JSON.readTree(new String(read, StandardCharsets.UTF_8));
            JsonNode success = json == null ? null : json.get("success");
            return success != null && success.isBoolean() && !success.booleanValue();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
