package io.restante.gateway.relay;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.contract.JsonText;
import java.time.Duration;
import java.util.Optional;

/** Ends a request with the reason why it is not served. */
final class RelayRefused extends RuntimeException {
    private static final String CONTENT_TYPE = "application/problem+json";

    private final HttpStatus status;
    private final String kind;
    private final String sentence;
    private final transient Optional<Duration> retryAfter;

    /** @param kind a stable word in kebab case that programs may compare */
    RelayRefused(HttpStatus status, String kind, String sentence) {
        this(status, kind, sentence, Optional.empty());
    }

    RelayRefused(HttpStatus status, String kind, String sentence, Optional<Duration> retryAfter) {
        super(sentence);
        this.status = status;
        this.kind = kind;
        this.sentence = sentence;
        this.retryAfter = retryAfter;
    }

    void answer(Context ctx) {
        retryAfter.ifPresent(time -> ctx.header(Header.RETRY_AFTER, Long.toString(Math.max(1, time.toSeconds()))));
        ctx.status(status).contentType(CONTENT_TYPE).result(JsonText.object(json -> json.put(
                        "type", "urn:restante:problem:" + kind)
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", sentence)));
    }
}
