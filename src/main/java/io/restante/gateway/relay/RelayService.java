package io.restante.gateway.relay;

import io.javalin.http.HttpStatus;
import io.restante.base.Payload;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.VerbatimJson;
import io.restante.query.RelaySessionQueries;
import io.restante.query.RelaySessionQueries.SeenChain;
import io.restante.query.UnavailableException;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionBlocks;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SignedRelay;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Serves relays: checks who asks and in which session, asks the backend, signs, and leaves the record to the outbox. */
final class RelayService {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MOST_BUDGETS = 100_000;

    private final RelayKey key;
    private final RelayRules rules;
    private final RelaySessionQueries queries;
    private final RelayOutbox outbox;
    private final HttpClient backends;
    private final Map<String, AtomicLong> served = new ConcurrentHashMap<>();

    RelayService(RelayKey key, RelayRules rules, RelaySessionQueries queries, RelayOutbox outbox) {
        this.key = key;
        this.rules = rules;
        this.queries = queries;
        this.outbox = outbox;
        this.backends =
                HttpClient.newBuilder().connectTimeout(rules.backendTimeout()).build();
    }

    /** What goes back to the application. */
    record Answer(int status, Payload payload, Optional<ServedRelay> relay) {}

    /** The session that an application has with a service at the height that was seen last. */
    SessionHeader current(String application, String service) {
        long height = queries.chain(0).height();
        SessionBlocks blocks = rules.chain().heights().at(height).session(height);
        String hash = queries.chain(blocks.start())
                .hash()
                .orElseThrow(() -> new UnavailableException(
                        "The first block of the session at height " + height + " has not been seen.", SOON));
        return header(application, service, blocks, hash);
    }

    private static SessionHeader header(String application, String service, SessionBlocks blocks, String hash) {
        return new SessionHeader(
                application,
                service,
                io.restante.settlement.ChainParameters.sessionId(application, service, blocks.start(), hash),
                blocks.start(),
                blocks.end());
    }

    /** Answers a signed request. The place in the outbox is given back unless the relay was left to it. */
    Answer serve(SessionHeader session, Payload request, String signature) {
        if (!outbox.take()) {
            throw new UnavailableException(
                    "Too many served relays wait for the log, or this relayer is about to stop; nothing was served.",
                    SOON);
        }
        boolean left = false;
        try {
            RelayRules.Service service = admitted(session, request, signature);
            HttpResponse<byte[]> answer = ask(service, request);
            Payload payload = content(answer.body());
            if (answer.statusCode() >= HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
                return new Answer(answer.statusCode(), payload, Optional.empty());
            }
            String hash = SignedRelay.hash(payload.json());
            byte[] toSign = SignedRelay.response(key.address(), session, request, signature, answer.statusCode(), hash);
            ServedRelay relay = new ServedRelay(
                    key.address(),
                    session,
                    rules.chain().units(session).orElse(service.units()),
                    request,
                    signature,
                    answer.statusCode(),
                    hash,
                    key.sign(toSign));
            left = true;
            return new Answer(answer.statusCode(), payload, Optional.of(relay));
        } finally {
            if (!left) {
                outbox.giveBack();
            }
        }
    }

    private RelayRules.Service admitted(SessionHeader session, Payload request, String signature) {
        byte[] signed = SignedRelay.request(key.address(), session, request);
        if (!RelaySignatures.verifies(session.application(), signed, signature)) {
            throw new RelayRefused(
                    HttpStatus.FORBIDDEN,
                    "signature-invalid",
                    "The signature is not the application's over this request to supplier " + key.address() + ".");
        }
        RelayRules.Service service = rules.services().get(session.service());
        if (service == null) {
            throw new RelayRefused(
                    HttpStatus.NOT_FOUND,
                    "service-unknown",
                    "Service " + session.service() + " is not served here; there are "
                            + rules.services().keySet().stream().sorted().toList() + ".");
        }
        requireSession(session);
        spend(session);
        return service;
    }

    private void requireSession(SessionHeader session) {
        SeenChain chain = queries.chain(session.startHeight());
        SessionBlocks blocks = rules.chain().heights().at(session.endHeight()).session(session.startHeight());
        boolean known = chain.hash()
                .map(hash -> header(session.application(), session.service(), blocks, hash))
                .filter(session::equals)
                .isPresent();
        if (!known) {
            throw new RelayRefused(
                    HttpStatus.CONFLICT,
                    "session-unknown",
                    "The chain has no such session; height " + chain.height()
                            + " has been seen. Ask GET /v1/relay-session for the current one.");
        }
        long grace = rules.chain().heights(session).graceEnd();
        if (chain.height() > grace) {
            throw new RelayRefused(
                    HttpStatus.CONFLICT,
                    "session-over",
                    "The session is served up to height " + grace + ", and height " + chain.height()
                            + " has been seen.");
        }
    }

    private void spend(SessionHeader session) {
        if (served.size() > MOST_BUDGETS) {
            served.clear();
        }
        long count = served.computeIfAbsent(session.sessionId(), id -> new AtomicLong())
                .incrementAndGet();
        if (count > rules.budget()) {
            throw new RelayRefused(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "over-budget",
                    "The application had its " + rules.budget() + " relays of this session.",
                    Optional.of(SOON));
        }
    }

    private HttpResponse<byte[]> ask(RelayRules.Service service, Payload request) {
        HttpRequest asked = HttpRequest.newBuilder(service.backend())
                .timeout(rules.backendTimeout())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.json()))
                .build();
        try {
            return backends.send(asked, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new RelayRefused(
                    HttpStatus.BAD_GATEWAY,
                    "backend-silent",
                    "The service's backend did not answer within " + rules.backendTimeout() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The relayer is shutting down.", SOON);
        }
    }

    /** JSON as it came; anything else as a JSON text. */
    private static Payload content(byte[] body) {
        try {
            return VerbatimJson.payload(body);
        } catch (MalformedException e) {
            byte[] wrapped = JsonText.object(json -> json.put("text", new String(body, StandardCharsets.UTF_8)));
            return new Payload(wrapped);
        }
    }
}
