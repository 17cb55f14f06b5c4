package io.restante.gateway.rest;

import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problems for requests the server turns away before any route is looked for: a URI or header it cannot read, or one too long. */
final class ServerProblems extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int code,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback) {
        HttpStatus status = HttpStatus.forStatus(code);
        Problem problem = Problem.of(
                status, "http-" + code, "The server cannot serve this request: " + status.getMessage() + ".");
        response.getHeaders()
                .put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE)
                .put(HttpHeader.CACHE_CONTROL, "no-store")
                .put("X-Content-Type-Options", "nosniff")
                .put("Content-Security-Policy", HttpDoor.NO_PAGE);
        response.write(true, ByteBuffer.wrap(problem.json()), callback);
    }
}
