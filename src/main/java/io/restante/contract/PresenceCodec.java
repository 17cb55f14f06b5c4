package io.restante.contract;

import io.restante.base.Epoch;
import io.restante.base.Payload;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import io.restante.group.Presence;
import io.restante.group.Presence.Operation;
import java.util.Optional;

/** The value of a record of {@code group.presence}: the envelope that agents receive. */
public final class PresenceCodec implements Codec<Presence> {
    private static final String VERSION = "v1";

    /** The event of its group that a change of presence is. */
    public static GroupEvent event(Presence presence) {
        EventId id = presence.id();
        byte[] payload = JsonText.object(json -> json.put("version", VERSION)
                .put("entity_type", id.entityType())
                .put("label", id.operation())
                .put("agent_id", presence.agent().value()));
        return new GroupEvent(id, presence.agent(), Optional.empty(), false, new Payload(payload));
    }

    /** What agents receive of an event. */
    public static byte[] envelope(EventId id, Payload payload) {
        return JsonText.object(json ->
                json.putObject("id", inner -> GroupEventCodec.write(inner, id)).put("payload", payload));
    }

    @Override
    public byte[] encode(Presence presence) {
        GroupEvent event = event(presence);
        return envelope(event.id(), event.payload());
    }

    @Override
    public Presence decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        JsonObject id = json.requiredObject("id");
        JsonObject payload = JsonObject.parse(json.requiredPayload().json());
        return new Presence(
                Words.constant(id, "operation", Operation.class, id.requiredText("operation")),
                Words.agent(payload, "agent_id"),
                new Epoch(id.requiredWhole("sequence_id", 0)));
    }
}
