package io.restante.gateway.rest;

import io.restante.base.AgentId;
import io.restante.base.Rejection;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.gateway.Caller;
import io.restante.gateway.RefusedException;
import io.restante.group.EventId;
import io.restante.group.GroupEvent;
import java.util.Optional;

/** An event of a group as a request's body: {@code entity_type}, {@code operation}, {@code sequence_id}, {@code sender}, {@code receiver}, {@code internal}, {@code payload}. */
final class GroupEventBody {
    private GroupEventBody() {}

    /**
     * The event.
     *
     * @throws RefusedException when the sender is not the caller
     */
    static GroupEvent read(JsonObject json, Caller caller) throws MalformedException {
        AgentId sender = agent(json, "sender", json.requiredText("sender"));
        requireOwn(sender, caller);
        Optional<String> receiver = json.text("receiver");
        return new GroupEvent(
                new EventId(
                        filled(json, "entity_type"), filled(json, "operation"), json.requiredWhole("sequence_id", 0)),
                sender,
                receiver.isPresent() ? Optional.of(agent(json, "receiver", receiver.get())) : Optional.empty(),
                json.flag("internal"),
                json.requiredPayload());
    }

    private static String filled(JsonObject json, String field) throws MalformedException {
        String text = json.requiredText(field);
        if (text.isEmpty()) {
            throw json.complaint(field, "must not be empty");
        }
        return text;
    }

    private static AgentId agent(JsonObject json, String field, String text) throws MalformedException {
        try {
            return new AgentId(text);
        } catch (IllegalArgumentException e) {
            throw json.complaint(field, String.valueOf(e.getMessage()));
        }
    }

    /** An agent is called by a label and its person; who may enter every group speaks for others too. */
    private static void requireOwn(AgentId sender, Caller caller) {
        if (!caller.mayConnect(Caller.ANY) && !sender.value().endsWith("." + caller.subject())) {
            throw new RefusedException(new Rejection(
                    Caller.NOT_AUTHORISED,
                    "The sender \"" + sender + "\" is not an agent of the token's subject \"" + caller.subject()
                            + "\"; its agents are called LABEL." + caller.subject() + "."));
        }
    }
}
