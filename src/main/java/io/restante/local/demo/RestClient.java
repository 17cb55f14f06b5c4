package io.restante.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An HTTP client of the gateway, for requests and for an event stream. */
public final class RestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI gateway;

    public RestClient(URI gateway) {
        this.gateway = gateway;
    }

    /** What the gateway answers, as text. */
    public String get(String path) {
        return ask(HttpRequest.newBuilder(gateway.resolve(path)).GET());
    }

    /** A field of what the gateway answers; missing when it is not there. */
    public JsonNode field(String path, String field) {
        String answer = get(path);
        try {
            return json.readTree(answer).path(field);
        } catch (IOException e) {
            throw new DemoException("GET " + path + " answered no JSON: " + answer, e);
        }
    }

    /** Messages of a mailbox that are not acknowledged. */
    public long count(String mailbox) {
        return field("/v1/mailboxes/" + mailbox, "message_count").asLong(-1);
    }

    public String post(String path, String body) {
        return ask(HttpRequest.newBuilder(gateway.resolve(path)).POST(BodyPublishers.ofString(body)));
    }

    public String put(String path, String body) {
        return ask(HttpRequest.newBuilder(gateway.resolve(path)).PUT(BodyPublishers.ofString(body)));
    }

    private String ask(HttpRequest.Builder request) {
        return send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()).body();
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new DemoException(request.method() + " " + request.uri() + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while " + request.uri() + " was asked.", e);
        }
    }

    /** Opens the event stream of a mailbox; returns when the session is granted. */
    public EventStream stream(String mailbox) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/mailboxes/" + mailbox + "/stream"))
                .GET()
                .build();
        return new EventStream(send(request, BodyHandlers.ofLines()).body());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    /** An open event stream. */
    public static final class EventStream implements AutoCloseable {
        private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
        private final Stream<String> lines;

        /** An event: its name, and its data as it came. */
        public record Event(String name, String data) {}

        private EventStream(Stream<String> lines) {
            this.lines = lines;
            Thread.ofPlatform().daemon().name("event-stream").start(this::read);
        }

        private void read() {
            String[] name = {""};
            try {
                lines.forEach(line -> {
                    if (line.startsWith(EVENT)) {
                        name[0] = line.substring(EVENT.length());
                    } else if (line.startsWith(DATA)) {
                        events.add(new Event(name[0], line.substring(DATA.length())));
                    }
                });
                events.add(new Event("end", ""));
            } catch (java.io.UncheckedIOException e) {
                events.add(new Event("end", String.valueOf(e.getMessage())));
            }
        }

        /** The next event of this name; others are passed over. */
        public Optional<Event> next(String name, Duration patience) {
            Deadline deadline = Deadline.in(patience);
            try {
                while (true) {
                    Event event = events.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
                    if (event == null || event.name().equals(name)) {
                        return Optional.ofNullable(event);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DemoException("Interrupted while waiting for an event.", e);
            }
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
