package io.restante.gateway.presence;

import io.restante.base.AgentId;
import io.restante.base.GroupId;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.contract.Words;
import io.restante.session.SessionKey.OfAgent;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a client says first.
 *
 * @param label which of a person's devices or tabs it is
 */
record ConnectRequest(String token, GroupId group, String label) {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    /** What was said was neither this nor a faulty try at it. */
    static final class OtherRequestException extends Exception {
        OtherRequestException(String type) {
            super("expected a connect_request, got \"" + type + "\"");
        }
    }

    /** @throws MalformedException when a part is missing, empty or of the wrong kind */
    static ConnectRequest parse(byte[] frame) throws MalformedException, OtherRequestException {
        JsonObject json = JsonObject.parse(frame);
        String type = json.requiredText("type");
        if (!type.equals("connect_request")) {
            throw new OtherRequestException(type);
        }
        // Content elsewhere, so it is kept as bytes and read here.
        JsonObject payload = JsonObject.parse(json.requiredPayload().json());
        String group = filled(payload, "classroom_id");
        if (!UUID_TEXT.matcher(group).matches()) {
            throw payload.complaint("classroom_id", "expected a uuid, got \"" + group + "\"");
        }
        return new ConnectRequest(
                filled(payload, "token"), Words.group(group.toLowerCase(Locale.ROOT)), filled(payload, "agent_label"));
    }

    private static String filled(JsonObject json, String field) throws MalformedException {
        String text = json.requiredText(field);
        if (text.isBlank()) {
            throw json.complaint(field, "must not be empty");
        }
        return text;
    }

    /**
     * The session that this person asks for: its agent is called by label and subject, as in {@code web.alice.example.org}.
     *
     * @throws MalformedException when the two together are no name of an agent
     */
    OfAgent session(String subject) throws MalformedException {
        try {
            return new OfAgent(group, new AgentId(label + "." + subject));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("agent_label", String.valueOf(e.getMessage()));
        }
    }
}
