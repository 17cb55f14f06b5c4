package io.restante.local.chain;

import io.restante.base.Payload;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.RelayWords;
import io.restante.gateway.relay.RelayKey;
import io.restante.gateway.relay.RelaySignatures;
import io.restante.settlement.SessionHeader;
import io.restante.settlement.SignedRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An application that asks a relayer: signs what it asks, and checks what it is answered. */
public final class ApplicationStandIn implements AutoCloseable {
    private static final int OK = 200;

    private final URI relayer;
    private final String service;
    private final RelayKey key = RelayKey.make();
    private final HttpClient http = HttpClient.newHttpClient();

    public ApplicationStandIn(URI relayer, String service) {
        this.relayer = relayer;
        this.service = service;
    }

    /** A session as a supplier serves it. */
    public record Session(String supplier, SessionHeader header) {}

    /** @param content of the backend's answer, or of the problem */
    public record Answer(int status, String content) {}

    public String address() {
        return key.address();
    }

    /** The session it has now. */
    public Session session() throws InterruptedException {
        Answer answer = send(HttpRequest.newBuilder(
                        relayer.resolve("/v1/relay-session?service=" + service + "&application=" + address()))
                .build());
        try {
            JsonObject json = JsonObject.parse(answer.content().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return new Session(json.requiredText("supplier"), RelayWords.header(json));
        } catch (MalformedException e) {
            throw new IllegalStateException("No session: " + answer.content(), e);
        }
    }

    /** Asks once; an answer whose signature is not the supplier's is a failure. */
    public Answer ask(Session session, Payload request) throws InterruptedException {
        String signature = key.sign(SignedRelay.request(session.supplier(), session.header(), request));
        Answer answer = send(HttpRequest.newBuilder(relayer.resolve("/v1/relays"))
                .POST(BodyPublishers.ofByteArray(body(session, request, signature)))
                .build());
        if (answer.status() == OK) {
            check(session, request, signature, answer);
        }
        return answer;
    }

    /** The body of a signed request, to be sent by somebody else. */
    public byte[] signed(Session session, Payload request) {
        return body(session, request, key.sign(SignedRelay.request(session.supplier(), session.header(), request)));
    }

    private static byte[] body(Session session, Payload request, String signature) {
        return JsonText.object(json -> {
            RelayWords.header(json, session.header());
            json.putObject("request", inner -> inner.put("payload", request).put("signature", signature));
        });
    }

    private static void check(Session session, Payload request, String signature, Answer answer) {
        try {
            JsonObject response = JsonObject.parse(answer.content().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .requiredObject("response");
            String hash = SignedRelay.hash(response.requiredPayload().json());
            byte[] signed = SignedRelay.response(
                    session.supplier(),
                    session.header(),
                    request,
                    signature,
                    (int) response.requiredWhole("status", 0),
                    hash);
            if (!RelaySignatures.verifies(session.supplier(), signed, response.requiredText("signature"))) {
                throw new IllegalStateException("The supplier's signature does not verify: " + answer.content());
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("Not an answer: " + answer.content(), e);
        }
    }

    private Answer send(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("The relayer at " + relayer + " does not answer", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
