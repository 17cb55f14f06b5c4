package io.restante.contract;

import io.restante.session.EndReason;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import java.io.IOException;

/** The value of a record of {@code session.events}. */
final class SignalCodec implements Codec<SessionSignal> {
    @Override
    public byte[] encode(SessionSignal signal) {
        return JsonText.object(json -> write(json, signal));
    }

    private static void write(JsonText json, SessionSignal signal) throws IOException {
        switch (signal) {
            case Opened opened ->
                json.put("type", "opened")
                        .put("session_id", opened.sessionId().value())
                        .put("gateway", opened.gateway().value())
                        .put("incarnation", opened.incarnation())
                        .put("connection", opened.connection())
                        .putIfPresent("group", opened.agent().map(OfAgent::group))
                        .putIfPresent("agent", opened.agent().map(OfAgent::agent))
                        .putIfPresent("token_expires", opened.tokenExpires());
            case Closed closed ->
                json.put("type", "closed")
                        .put("epoch", closed.epoch().value())
                        .put("reason", closed.reason().word())
                        .putIfPresent("at", closed.at());
            case Heartbeat heartbeat ->
                json.put("type", "heartbeat")
                        .put("gateway", heartbeat.gateway().value())
                        .put("incarnation", heartbeat.incarnation());
            case Draining draining ->
                json.put("type", "draining")
                        .put("gateway", draining.gateway().value())
                        .put("incarnation", draining.incarnation());
        }
    }

    @Override
    public SessionSignal decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        String type = json.requiredText("type");
        return switch (type) {
            case "opened" ->
                new Opened(
                        Words.session(json, "session_id"),
                        Words.gateway(json, "gateway"),
                        Words.incarnation(json),
                        json.requiredText("connection"),
                        Words.agent(json),
                        json.time("token_expires"));
            case "closed" ->
                new Closed(
                        Words.epoch(json),
                        Words.constant(json, "reason", EndReason.class, json.requiredText("reason")),
                        json.time("at"));
            case "heartbeat" -> new Heartbeat(Words.gateway(json, "gateway"), Words.incarnation(json));
            case "draining" -> new Draining(Words.gateway(json, "gateway"), Words.incarnation(json));
            default ->
                throw json.complaint(
                        "type", "expected \"opened\", \"closed\", \"heartbeat\" or \"draining\", got \"" + type + "\"");
        };
    }
}
