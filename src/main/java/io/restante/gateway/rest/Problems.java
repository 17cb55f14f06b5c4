package io.restante.gateway.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.restante.base.Rejection;
import io.restante.contract.MalformedException;
import io.restante.gateway.AccessException;
import io.restante.gateway.BearerToken;
import io.restante.gateway.Caller;
import io.restante.gateway.RefusedException;
import io.restante.query.UnavailableException;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which exception becomes which problem. An exception of ours carries a sentence for the caller; no other one's text gets out. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void register(RoutesConfig routes) {
        routes.exception(ProblemException.class, (e, ctx) -> {
            e.retryAfter().ifPresent(wait -> ctx.header(Header.RETRY_AFTER, Long.toString(wholeSeconds(wait))));
            e.problem().answer(ctx);
        });
        routes.exception(MalformedException.class, (e, ctx) -> Problem.malformed(e.field(), sentence(e))
                .answer(ctx));
        routes.exception(AccessException.class, Problems::unauthenticated);
        routes.exception(UnavailableException.class, Problems::unavailable);
        routes.exception(
                RefusedException.class, (e, ctx) -> refused(e.rejection()).answer(ctx));
        routes.exception(HttpResponseException.class, Problems::http);
        routes.exception(UnreadableBodyException.class, Problems::unreadable);
        routes.exception(IOException.class, Problems::disconnected);
        routes.exception(Exception.class, Problems::unforeseen);
    }

    private static String sentence(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private static void unauthenticated(AccessException e, Context ctx) {
        ctx.header(Header.WWW_AUTHENTICATE, BearerToken.CHALLENGE);
        Problem.of(HttpStatus.UNAUTHORIZED, "unauthenticated", sentence(e)).answer(ctx);
    }

    private static void unavailable(UnavailableException e, Context ctx) {
        ctx.header(Header.RETRY_AFTER, Long.toString(wholeSeconds(e.retryAfter())));
        Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", sentence(e)).answer(ctx);
    }

    /** Rounded up, at least one: a caller that waits so long has waited long enough. */
    private static long wholeSeconds(Duration duration) {
        return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
    }

    private static Problem refused(Rejection rejection) {
        HttpStatus status =
                switch (rejection.reason()) {
                    case "message-too-large" -> HttpStatus.CONTENT_TOO_LARGE;
                    case Caller.NOT_AUTHORISED -> HttpStatus.FORBIDDEN;
                    default -> HttpStatus.CONFLICT;
                };
        return Problem.of(status, rejection.reason(), rejection.sentence());
    }

    private static void http(HttpResponseException e, Context ctx) {
        HttpStatus status = HttpStatus.forStatus(e.getStatus());
        if (status == HttpStatus.METHOD_NOT_ALLOWED && ctx.method().equals(HandlerType.OPTIONS)) {
            ctx.header(Header.ALLOW, allowed(e) + ", OPTIONS").status(HttpStatus.NO_CONTENT);
            return;
        }
        String request = ctx.method().name() + " " + ctx.path();
        Problem problem =
                switch (status) {
                    case NOT_FOUND -> Problem.of(status, "unknown-route", "There is no route " + request + ".");
                    case METHOD_NOT_ALLOWED -> {
                        String allowed = allowed(e);
                        ctx.header(Header.ALLOW, allowed);
                        yield Problem.of(
                                status,
                                "wrong-method",
                                "There is no route " + request + "; this path allows " + allowed + ".");
                    }
                    default -> Problem.of(status, "http-" + e.getStatus(), status.getMessage() + ".");
                };
        problem.answer(ctx);
    }

    private static String allowed(HttpResponseException e) {
        return e.getDetails().getOrDefault("availableMethods", "");
    }

    private static void unreadable(UnreadableBodyException e, Context ctx) {
        LOG.debug("The body of {} {} cannot be read", ctx.method().name(), ctx.path(), e);
        Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "body-unreadable",
                        "The body could not be read to its end: it was cut off, came too slowly, or is not framed as its headers say.")
                .answer(ctx);
    }

    private static void disconnected(IOException e, Context ctx) {
        LOG.debug("The connection broke during {} {}", ctx.method().name(), ctx.path(), e);
        unforeseenProblem().answer(ctx);
    }

    private static void unforeseen(Exception e, Context ctx) {
        LOG.error("{} {} failed", ctx.method().name(), ctx.path(), e);
        unforeseenProblem().answer(ctx);
    }

    private static Problem unforeseenProblem() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal",
                "The gateway failed at this request; its log says why. The request may have taken effect.");
    }
}
