package io.restante.gateway.relay;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.restante.contract.ClosestProofJson;
import io.restante.contract.JsonObject;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.contract.RelayWords;
import io.restante.query.RelaySessionQueries;
import io.restante.settlement.ChainRules;
import io.restante.settlement.Life;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.SessionHeights;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.io.IOException;
import java.util.Optional;

/** The routes that read relay sessions, and the one that judges proofs. */
final class RelaySessionRoutes {
    private static final String ONE = "/v1/relay-sessions/{supplier}/{sessionId}";

    private final RelaySessionQueries queries;
    private final ChainRules rules;

    RelaySessionRoutes(RelaySessionQueries queries, ChainRules rules) {
        this.queries = queries;
        this.rules = rules;
    }

    void register(JavalinConfig config) {
        config.routes
                .get("/v1/relay-sessions", this::list)
                .get(ONE, this::one)
                .get(ONE + "/proof", this::proof)
                .post("/v1/proofs/verify", RelaySessionRoutes::verify);
    }

    private void list(Context ctx) throws MalformedException {
        Optional<String> supplier = Optional.ofNullable(ctx.queryParam("supplier"));
        Optional<String> state = Optional.ofNullable(ctx.queryParam("state"));
        String cursor = ctx.queryParam("cursor");
        Optional<SupplierSession> after = cursor == null
                ? Optional.empty()
                : Optional.of(RelaySessionCursor.parse(cursor).last());
        RelaySessionPage page = RelaySessionPage.read(queries, supplier, state, after, limit(ctx));
        RelayGateway.answer(
                ctx, HttpStatus.OK.getCode(), json -> json.putObjects("relay_sessions", page.sessions(), this::write)
                        .putIfPresent("cursor", page.next().map(RelaySessionCursor::toString)));
    }

    private static int limit(Context ctx) throws MalformedException {
        String given = ctx.queryParam("limit");
        if (given == null) {
            return RelaySessionPage.MOST;
        }
        try {
            int limit = Integer.parseInt(given);
            if (limit >= 1 && limit <= RelaySessionPage.MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            throw noLimit(given);
        }
        throw noLimit(given);
    }

    private static MalformedException noLimit(String given) {
        return new MalformedException(
                "limit", "expected a whole number from 1 to " + RelaySessionPage.MOST + ", got \"" + given + "\"");
    }

    private void one(Context ctx) throws MalformedException {
        RelaySession session = queries.session(key(ctx)).orElseThrow(RelaySessionRoutes::unknown);
        RelayGateway.answer(ctx, HttpStatus.OK.getCode(), json -> write(json, session));
    }

    private void proof(Context ctx) throws MalformedException {
        SupplierSession key = key(ctx);
        Bytes path = bytes("path", Optional.ofNullable(ctx.queryParam("path")).orElse(""));
        if (path.length() != TreePath.BYTES) {
            throw new MalformedException("path", "expected 32 bytes in hexadecimal, got " + path.length() + " bytes");
        }
        ClosestProof proof = queries.proof(key, TreePath.of(path.toArray()))
                .orElseThrow(() -> new RelayRefused(
                        HttpStatus.NOT_FOUND,
                        "no-frozen-root",
                        "There is no such session with a frozen root: it is active, over, or was never heard of."));
        RelayGateway.answer(
                ctx,
                HttpStatus.OK.getCode(),
                json -> json.putObject("proof", out -> ClosestProofJson.write(out, proof)));
    }

    /** Always 200: a proof that does not hold is an answer. */
    private static void verify(Context ctx) throws MalformedException {
        JsonObject json = JsonObject.parse(ctx.bodyAsBytes());
        Bytes root = ClosestProofJson.bytes(json, "root", json.requiredText("root"));
        Bytes path = ClosestProofJson.bytes(json, "path", json.requiredText("path"));
        ClosestProof proof = ClosestProofJson.read(json.requiredObject("proof"));
        Verdict verdict = new Verifier().closest(root, path, proof);
        RelayGateway.answer(ctx, HttpStatus.OK.getCode(), out -> {
            switch (verdict) {
                case Verdict.Accepted accepted -> out.put("verdict", "accept");
                case Verdict.Refused refused ->
                    out.put("verdict", "reject")
                            .put("reason", refused.reason().word())
                            .put("detail", refused.detail());
            }
        });
    }

    private void write(JsonText json, RelaySession session) throws IOException {
        Life life = session.life();
        SessionHeights heights = rules.heights(life.session());
        json.put("supplier", life.supplier());
        RelayWords.header(json, life.session());
        json.put("state", session.word())
                .put("relays", life.relays())
                .put("count", life.leaves())
                .put("sum", life.leaves() * life.units())
                .put("late", life.late());
        Optional<WithRoot> rooted = rooted(session);
        if (rooted.isPresent()) {
            json.put("root", rooted.get().frozen().root().hex())
                    .put("frozen_height", rooted.get().frozen().height());
        }
        json.put("claim_attempts", rooted.map(RelaySessionRoutes::claimAttempts).orElse(0))
                .put(
                        "proof_attempts",
                        rooted.map(RelaySessionRoutes::proofAttempts).orElse(0))
                .putObject("heights", out -> out.put("grace_end", heights.graceEnd())
                        .put("claim_open", heights.claim().open())
                        .put("claim_close", heights.claim().close())
                        .put("seed", heights.seed())
                        .put("proof_open", heights.proof().open())
                        .put("proof_close", heights.proof().close()));
    }

    private static Optional<WithRoot> rooted(RelaySession session) {
        if (session instanceof Stopped stopped) {
            return Optional.of(stopped.before());
        }
        return session instanceof WithRoot rooted ? Optional.of(rooted) : Optional.empty();
    }

    private static int claimAttempts(WithRoot session) {
        return switch (session) {
            case Claiming claiming -> claiming.sending().attempts();
            case Claimed claimed -> claimed.claimAttempts();
            case Proving proving -> proving.claimAttempts();
        };
    }

    private static int proofAttempts(WithRoot session) {
        return switch (session) {
            case Claiming claiming -> 0;
            case Claimed claimed -> 0;
            case Proving proving -> proving.sending().attempts();
        };
    }

    private static SupplierSession key(Context ctx) throws MalformedException {
        try {
            return new SupplierSession(ctx.pathParam("supplier"), ctx.pathParam("sessionId"));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("sessionId", String.valueOf(e.getMessage()));
        }
    }

    private static Bytes bytes(String field, String hex) throws MalformedException {
        try {
            return Bytes.hex(hex);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(field, "expected bytes in hexadecimal");
        }
    }

    private static RelayRefused unknown() {
        return new RelayRefused(
                HttpStatus.NOT_FOUND,
                "relay-session-unknown",
                "There is no such relay session that is not over; settlement.history has those that are.");
    }
}
