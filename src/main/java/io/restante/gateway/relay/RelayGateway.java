package io.restante.gateway.relay;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.base.Payload;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.RelayWords;
import io.restante.gateway.RecordLog;
import io.restante.query.RelaySessionQueries;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import java.time.Duration;

/** The routes of the relayer. The answer to an application does not wait for the record of its relay. */
public final class RelayGateway implements AutoCloseable {
    /** What a relay that was served is given to come to the log when the relayer stops. */
    private static final Duration RECORDED = Duration.ofSeconds(3);

    private static final String JSON = "application/json";

    private final RelayKey key;
    private final RelayRules rules;
    private final RelayService service;
    private final RelayOutbox outbox;
    private final RelaySessionRoutes sessions;

    public RelayGateway(RelayKey key, RelayRules rules, RelaySessionQueries queries, RecordLog log) {
        this.key = key;
        this.rules = rules;
        this.outbox = new RelayOutbox(log, rules.outbox());
        this.service = new RelayService(key, rules, queries, outbox);
        this.sessions = new RelaySessionRoutes(queries, rules.chain());
    }

    /** Declares the routes; how errors of other kinds read is declared elsewhere. */
    public void register(JavalinConfig config) {
        config.routes.exception(RelayRefused.class, (refused, ctx) -> refused.answer(ctx));
        config.routes.post("/v1/relays", this::relay).get("/v1/relay-session", this::current);
        sessions.register(config);
    }

    /** Serves nothing more; returns when what is being served has been, and is on the log, or a backend takes too long. Before the log is closed. */
    @Override
    public void close() {
        outbox.close(rules.backendTimeout().plus(RECORDED));
    }

    /** Relays that were served and are not on the log yet, and requests being served. */
    public int waiting() {
        return outbox.waiting();
    }

    /** Relays that are on the log since the start. */
    public long recorded() {
        return outbox.recorded();
    }

    private void current(Context ctx) throws MalformedException {
        String application = required(ctx, "application");
        String name = required(ctx, "service");
        SessionHeader session = service.current(application, name);
        answer(ctx, HttpStatus.OK.getCode(), json -> {
            json.put("supplier", key.address());
            RelayWords.header(json, session);
        });
    }

    private static String required(Context ctx, String parameter) throws MalformedException {
        String value = ctx.queryParam(parameter);
        if (value == null || value.isBlank()) {
            throw new MalformedException(parameter, "is missing; expected a text");
        }
        return value;
    }

    private void relay(Context ctx) throws MalformedException {
        byte[] body = ctx.bodyAsBytes();
        if (body.length > rules.bodyLimit()) {
            throw new RelayRefused(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "payload-too-large",
                    "A relay has at most " + rules.bodyLimit() + " bytes, not " + body.length + ".");
        }
        JsonObject json = JsonObject.parse(body);
        SessionHeader session = RelayWords.header(json);
        JsonObject request = json.requiredObject("request");
        Payload payload = request.requiredPayload();
        RelayService.Answer answer = service.serve(session, payload, request.requiredText("signature"));
        answer(ctx, answer.relay().isPresent() ? HttpStatus.OK.getCode() : answer.status(), out -> {
            if (answer.relay().isPresent()) {
                out.put("supplier", answer.relay().get().supplier());
            }
            out.putObject("response", response -> {
                response.put("status", answer.status()).put("payload", answer.payload());
                if (answer.relay().isPresent()) {
                    ServedRelay relay = answer.relay().get();
                    response.put("payload_hash", relay.payloadHash()).put("signature", relay.supplierSignature());
                }
            });
        });
        answer.relay().ifPresent(outbox::record);
    }

    static void answer(Context ctx, int status, JsonText.Body body) {
        ctx.status(status).contentType(JSON).result(JsonText.object(body));
    }
}
