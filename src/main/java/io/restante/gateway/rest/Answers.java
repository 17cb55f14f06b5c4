package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.contract.JsonText;
import io.restante.contract.JsonText.Body;
import java.io.IOException;

/** Answers in JSON. */
final class Answers {
    static final String CONTENT_TYPE = "application/json";

    private Answers() {}

    static void ok(Context ctx, Body body) {
        answer(ctx, HttpStatus.OK, body);
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
