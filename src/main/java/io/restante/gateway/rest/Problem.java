package io.restante.gateway.rest;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import io.restante.contract.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What went wrong, for a program and for a person: a problem details object of RFC 9457.
 *
 * @param kind a stable word in kebab case that programs may compare; the problem's type ends with it
 * @param detail a sentence a person can act on
 * @param field the field, parameter or header at fault, when it is one
 */
record Problem(HttpStatus status, String kind, String detail, Optional<String> field) {
    static final String CONTENT_TYPE = "application/problem+json";
    private static final String TYPE_PREFIX = "urn:restante:problem:";

    static Problem of(HttpStatus status, String kind, String detail) {
        return new Problem(status, kind, detail, Optional.empty());
    }

    /** The request itself is wrong, in this field. */
    static Problem malformed(String field, String detail) {
        return new Problem(
                HttpStatus.BAD_REQUEST, "malformed", detail, Optional.of(field).filter(name -> !name.isEmpty()));
    }

    /** The problem is the answer; nothing happens when another answer is on its way already. */
    void answer(Context ctx) {
        if (ctx.res().isCommitted()) {
            return;
        }
        ctx.status(status).contentType(CONTENT_TYPE).result(json());
        if (ctx.header(Header.SEC_WEBSOCKET_VERSION) != null) {
            writeOut(ctx);
        }
    }

    /** The result of an upgrade that is refused is written by nobody else. */
    private void writeOut(Context ctx) {
        try {
            ctx.res().getOutputStream().write(json());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] json() {
        return JsonText.object(json -> json.put("type", TYPE_PREFIX + kind)
                .put("title", status.getMessage())
                .put("status", status.getCode())
                .put("detail", detail)
                .putIfPresent("field", field));
    }
}
