package io.restante.gateway.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One request of a frame. */
sealed interface RpcCall {
    RpcId id();

    /** @param params an object or an array; an absent one is an empty object */
    record Request(RpcId id, String method, JsonNode params) implements RpcCall {}

    /** What is no request, and why. It is answered even without an id. */
    record Faulty(RpcId id, RpcError error) implements RpcCall {}

    /** @param spelling how the id was written, if it is a number */
    static RpcCall of(JsonNode node, String spelling) {
        if (!(node instanceof ObjectNode object)) {
            return new Faulty(RpcId.UNKNOWN, RpcError.invalidRequest());
        }
        RpcId id = RpcId.of(object.get("id"), spelling);
        JsonNode method = object.path("method");
        JsonNode params = object.path("params");
        if (params.isMissingNode() || params.isNull()) {
            params = JsonNodeFactory.instance.objectNode();
        }
        boolean wellFormed = "2.0".equals(object.path("jsonrpc").textValue())
                && method.isTextual()
                && params.isContainerNode()
                && !id.equals(RpcId.UNKNOWN);
        if (wellFormed || RpcMethods.neverAnError(method.asText(""))) {
            return new Request(id, method.textValue(), params);
        }
        return new Faulty(id.notification() ? RpcId.UNKNOWN : id, RpcError.invalidRequest());
    }
}
