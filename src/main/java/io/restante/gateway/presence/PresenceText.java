package io.restante.gateway.presence;

import io.restante.base.Epoch;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.contract.JsonText;
import io.restante.contract.PresenceCodec;
import io.restante.group.EventId;
import java.time.Duration;
import java.util.Optional;

/** The frames that go out, as UTF-8. */
final class PresenceText {
    private PresenceText() {}

    static byte[] connected(SessionId session, Epoch epoch) {
        return JsonText.object(json -> json.put("type", "connect_success")
                .putObject("payload", payload -> payload.put("session_id", session.value())
                        .put("epoch", epoch.value())));
    }

    /** @param retryAfter when connecting again is worth it */
    static byte[] error(SessionError error, Optional<Duration> retryAfter) {
        String family = error.recoverable() ? "recoverable_session_error" : "unrecoverable_session_error";
        return JsonText.object(
                json -> json.put("type", family).putObject("payload", payload -> payload.put("type", error.word())
                        .put("title", error.title())
                        .put("status", error.status())
                        .putIfPresent("retry_after_ms", retryAfter.map(Duration::toMillis))));
    }

    static byte[] event(EventId id, Payload payload) {
        return PresenceCodec.envelope(id, payload);
    }
}
