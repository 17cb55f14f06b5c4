package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.contract.JsonText;
import io.restante.contract.JsonText.Body;
import io.restante.query.Aged;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Answers in JSON. */
final class Answers {
    static final String CONTENT_TYPE = "application/json";

    private Answers() {}

    static void ok(Context ctx, Body body) {
        answer(ctx, HttpStatus.OK, body);
    }

    /** How old an answer may be that was asked of a standby copy, told in a header too; empty when it was not. */
    static Optional<Duration> age(Context ctx, boolean stale, Aged<?> answer) {
        if (!stale) {
            return Optional.empty();
        }
        Duration age = answer.age()
                .truncatedTo(ChronoUnit.MILLIS)
                .plusMillis(answer.age().isZero() ? 0 : 1);
        ctx.header(Header.AGE, Long.toString(age.plusMillis(999).toSeconds()));
        return Optional.of(age);
    }

    static void answer(Context ctx, HttpStatus status, Body body) {
        ctx.status(status).contentType(CONTENT_TYPE).result(JsonText.object(body));
    }

    /**
     * Answers at once, not when the handler returns: afterwards the last byte has been handed to the socket.
     *
     * @throws IOException when the connection broke before
     */
    static void written(Context ctx, Body body) throws IOException {
        byte[] json = JsonText.object(body);
        var response = ctx.res();
        response.setStatus(HttpStatus.OK.getCode());
        response.setContentType(CONTENT_TYPE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
        response.flushBuffer();
    }
}
