package io.restante.app.instances;

import io.restante.query.UnavailableException;
import io.restante.query.routed.Line;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks over HTTP, on the operations port of the other instance. */
public final class HttpLine implements Line, AutoCloseable {
    /** Where an instance answers other instances. */
    public static final String PATH = "/internal/questions";

    private static final Logger LOG = LoggerFactory.getLogger(HttpLine.class);
    private static final Duration CONNECT = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpClient client;
    private final String scheme;
    private final Supplier<Optional<String>> token;

    /**
     * Asks nobody yet.
     *
     * @param token what shows the other instance that this one belongs to it; empty in an open installation
     * @param encrypted whom to believe, where operations ports speak TLS
     */
    public HttpLine(Supplier<Optional<String>> token, Optional<SSLContext> encrypted) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT);
        encrypted.ifPresent(builder::sslContext);
        this.client = builder.build();
        this.scheme = encrypted.isPresent() ? "https://" : "http://";
        this.token = token;
    }

    @Override
    public byte[] ask(String address, byte[] question, Duration atMost) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scheme + address + PATH))
                .timeout(atMost)
                .POST(BodyPublishers.ofByteArray(question));
        token.get().ifPresent(shown -> request.header("Authorization", "Bearer " + shown));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != OK) {
                throw refused(address, response.statusCode());
            }
            return response.body();
        } catch (SSLException e) {
            LOG.warn("The instance at {} cannot be asked by TLS; do all have ops.tls set alike?", address, e);
            throw unavailable("The instance that holds the mailbox does not answer.", e);
        } catch (IOException e) {
            throw unavailable("The instance that holds the mailbox does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The gateway is shutting down.", e);
        }
    }

    private static UnavailableException refused(String address, int status) {
        if (status != UNAVAILABLE) {
            LOG.warn(
                    "The instance at {} does not answer this one (HTTP {}); do both have the same key file, auth.key?",
                    address,
                    status);
        }
        return new UnavailableException("The mailbox's state is moving or being restored.", RETRY_AFTER);
    }

    private static UnavailableException unavailable(String sentence, Exception cause) {
        var unavailable = new UnavailableException(sentence, RETRY_AFTER);
        unavailable.initCause(cause);
        return unavailable;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
