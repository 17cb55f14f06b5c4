package io.restante.gateway.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.base.Payload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request as it goes back in the answer.
 *
 * @param json the id as it was spelled; empty when the request is a notification, which is not answered
 */
record RpcId(Optional<Payload> json) {
    static final RpcId NOTIFICATION = new RpcId(Optional.empty());

    /** What goes back when the request's own id cannot be known. */
    static final RpcId UNKNOWN = new RpcId(Optional.of(Payload.ofText("null")));

    /** Absent, null, zero and the empty text are no ids; anything but a number or a text is {@link #UNKNOWN}. */
    static RpcId of(@Nullable JsonNode node, String spelling) {
        if (node == null || node.isNull()) {
            return NOTIFICATION;
        }
        if (node.isTextual()) {
            return node.textValue().isEmpty() ? NOTIFICATION : new RpcId(Optional.of(Payload.ofText(node.toString())));
        }
        if (node.isNumber()) {
            return node.doubleValue() == 0 ? NOTIFICATION : new RpcId(Optional.of(Payload.ofText(spelling)));
        }
        return UNKNOWN;
    }

    boolean notification() {
        return json.isEmpty();
    }
}
