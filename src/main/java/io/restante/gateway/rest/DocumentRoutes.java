package io.restante.gateway.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The routes that say what the other routes are: the OpenAPI document, and a page to read and try it. Open to everybody. */
final class DocumentRoutes {
    static final String PAGE = "/docs";

    private static final String DOCUMENT = "/openapi.yaml";
    private static final String YAML = "application/yaml; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    /** What the page is made of, each with its content type. */
    private static final Map<String, String> FILES = Map.of(
            "/docs/docs.js", "text/javascript; charset=utf-8",
            "/docs/docs.css", "text/css; charset=utf-8");

    private DocumentRoutes() {}

    static void register(JavalinConfig config) {
        byte[] document = resource(DOCUMENT);
        byte[] json = json(document);
        byte[] page = resource("/docs/index.html");
        config.routes
                .get(DOCUMENT, ctx -> answer(ctx, YAML, document))
                .get("/openapi.json", ctx -> answer(ctx, Answers.CONTENT_TYPE, json))
                .get(PAGE, ctx -> answer(ctx, HTML, page));
        FILES.forEach((path, type) -> {
            byte[] file = resource(path);
            config.routes.get(path, ctx -> answer(ctx, type, file));
        });
    }

    /** The same document for programs that read no YAML, our page among them. */
    private static byte[] json(byte[] yaml) {
        try {
            return new ObjectMapper().writeValueAsBytes(new YAMLMapper().readTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Context ctx, String type, byte[] bytes) {
        ctx.header(Header.CACHE_CONTROL, "no-cache").contentType(type).result(bytes);
    }

    private static byte[] resource(String name) {
        try (InputStream in =
                Objects.requireNonNull(DocumentRoutes.class.getResourceAsStream(name), () -> name + " is missing")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
