package io.restante.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Journal;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Looks into mailboxes over REST, now at this gateway and now at that one, and changes nothing. */
final class Looker extends Actor {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final Journal journal;
    private final List<RolePart> gateways;
    private final List<String> mailboxes;
    private final Random random;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    Looker(List<RolePart> gateways, List<String> mailboxes, long seed, Journal journal) {
        super("looker");
        this.gateways = gateways;
        this.mailboxes = mailboxes;
        this.random = new Random(seed);
        this.journal = journal;
    }

    @Override
    void round() {
        String mailbox = mailboxes.get(random.nextInt(mailboxes.size()));
        long since = journal.now();
        held(mailbox).ifPresent(ids -> journal.note(new Looked(mailbox, since, ids, false)));
        Patience.pass(PAUSE);
    }

    /** The ids of all that is held, over as many pages as it takes; empty when it cannot be said now. */
    Optional<Set<String>> held(String mailbox) {
        URI gateway = gateways.get(random.nextInt(gateways.size())).rest();
        Set<String> ids = new HashSet<>();
        String cursor = "";
        do {
            Optional<JsonNode> page = page(gateway.resolve("/v1/mailboxes/" + mailbox + "/messages"
                    + (cursor.isEmpty() ? "" : "?cursor=") + URLEncoder.encode(cursor, StandardCharsets.UTF_8)));
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().path("messages").forEach(each -> ids.add(each.path("id").asText()));
            cursor = page.get().path("cursor").asText();
        } while (!cursor.isEmpty());
        return Optional.of(ids);
    }

    private Optional<JsonNode> page(URI address) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(address).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
            return answer.statusCode() == OK ? Optional.of(json.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while looking into a mailbox", e);
        }
    }

    /** Looks into each until it has been seen, and notes it as the last look. */
    void finish(List<String> all, Duration patience) {
        for (String mailbox : all) {
            boolean seen = Patience.until(patience, () -> {
                long since = journal.now();
                Optional<Set<String>> ids = held(mailbox);
                ids.ifPresent(them -> journal.note(new Looked(mailbox, since, them, true)));
                return ids.isPresent();
            });
            if (!seen) {
                throw new IllegalStateException("What " + mailbox + " holds cannot be seen after " + patience);
            }
        }
    }

    @Override
    void last() {
        http.shutdownNow();
    }
}
