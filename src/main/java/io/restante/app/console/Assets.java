package io.restante.app.console;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of the page, as they lie in the program. */
final class Assets {
    private static final String FOLDER = "/console/";
    private static final List<String> NAMES = List.of(
            "index.html",
            "console.css",
            "console.js",
            "charts.js",
            "format.js",
            "knocks.js",
            "letters.js",
            "mailboxes.js",
            "panels.js",
            "pulse.js",
            "theme.js",
            "topology.js",
            "icon.svg");

    private final Map<String, Asset> assets = new HashMap<>();

    private record Asset(String type, String text, String tag) {}

    Assets() {
        NAMES.forEach(name -> assets.put(name, read(name)));
    }

    private static Asset read(String name) {
        try (@Nullable InputStream in = Assets.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + FOLDER + name);
            }
            byte[] bytes = in.readAllBytes();
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return new Asset(
                    type(name), new String(bytes, StandardCharsets.UTF_8), "\"" + hash.substring(0, 16) + "\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".js" -> "text/javascript; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("The page has no files like " + name);
        };
    }

    void page(Context ctx) {
        send(ctx, "index.html");
    }

    void file(Context ctx) {
        send(ctx, ctx.pathParam("name"));
    }

    /** What the browser has already is not sent again. */
    private void send(Context ctx, String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            ctx.status(HttpStatus.NOT_FOUND)
                    .contentType("text/plain; charset=utf-8")
                    .result("no such file\n");
            return;
        }
        ctx.header(Header.CACHE_CONTROL, "no-cache").header(Header.ETAG, asset.tag());
        if (asset.tag().equals(ctx.header(Header.IF_NONE_MATCH))) {
            ctx.status(HttpStatus.NOT_MODIFIED);
        } else {
            ctx.contentType(asset.type()).result(asset.text());
        }
    }
}
