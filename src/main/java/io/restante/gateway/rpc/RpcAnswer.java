package io.restante.gateway.rpc;

import io.restante.contract.JsonText;
import java.util.concurrent.CompletableFuture;

/**
 * What a method answers.
 *
 * @param result puts the field {@code result}
 * @param afterwards what follows once the answer is on its way
 */
record RpcAnswer(JsonText.Body result, Afterwards afterwards) {
    /** Told before the answer is handed to the socket, with the future that completes when it was written. */
    @FunctionalInterface
    interface Afterwards {
        void sent(CompletableFuture<Void> writing);
    }

    static RpcAnswer of(JsonText.Body result) {
        return new RpcAnswer(result, writing -> {});
    }

    static RpcAnswer of(boolean result) {
        return of(json -> json.put("result", result));
    }
}
