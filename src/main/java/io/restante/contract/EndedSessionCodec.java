package io.restante.contract;

import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey.OfAgent;

/** The value of a record of {@code session.history}. */
final class EndedSessionCodec implements Codec<EndedSession> {
    @Override
    public byte[] encode(EndedSession ended) {
        return JsonText.object(json -> json.put("session_id", ended.sessionId().value())
                .put("epoch", ended.epoch().value())
                .put("gateway", ended.gateway().value())
                .putIfPresent("group", ended.agent().map(OfAgent::group))
                .putIfPresent("agent", ended.agent().map(OfAgent::agent))
                .put("started_at", ended.startedAt())
                .put("ended_at", ended.endedAt())
                .put("reason", ended.reason().word())
                .put("handed_out", ended.handedOut())
                .put("acknowledged", ended.acknowledged()));
    }

    @Override
    public EndedSession decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new EndedSession(
                Words.session(json, "session_id"),
                Words.epoch(json),
                Words.gateway(json, "gateway"),
                Words.agent(json),
                json.requiredTime("started_at"),
                json.requiredTime("ended_at"),
                Words.constant(json, "reason", EndReason.class, json.requiredText("reason")),
                json.requiredWhole("handed_out", 0),
                json.requiredWhole("acknowledged", 0));
    }
}
