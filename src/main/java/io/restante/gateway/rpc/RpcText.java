package io.restante.gateway.rpc;

import io.restante.base.MailboxId;
import io.restante.base.Payload;
import io.restante.contract.JsonText;
import io.restante.mailbox.OpenMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The frames this gateway writes, as UTF-8. */
final class RpcText {
    /** The one event there is. */
    static final String MESSAGES_RECEIVED = "messagesReceived";

    private RpcText() {}

    static byte[] result(RpcId id, RpcAnswer answer) {
        return JsonText.object(json -> {
            json.put("jsonrpc", "2.0");
            answer.result().write(json);
            id(json, id);
        });
    }

    static byte[] error(RpcId id, RpcError error) {
        return JsonText.object(json -> {
            json.put("jsonrpc", "2.0").putObject("error", error::write);
            id(json, id);
        });
    }

    private static void id(JsonText json, RpcId id) throws IOException {
        json.put("id", id.json().orElseThrow(() -> new IllegalStateException("A notification is not answered")));
    }

    static byte[] batch(List<Payload> answers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write('[');
        for (Payload answer : answers) {
            if (bytes.size() > 1) {
                bytes.write(',');
            }
            bytes.writeBytes(answer.json());
        }
        bytes.write(']');
        return bytes.toByteArray();
    }

    static byte[] event(MailboxId mailbox, List<OpenMessage> messages) {
        return JsonText.object(json -> json.put("jsonrpc", "2.0")
                .put("method", MESSAGES_RECEIVED)
                .putObject("params", params -> params.put("connectionId", mailbox.value())
                        .putObjects("messages", messages, RpcText::message)
                        .put("id", "")));
    }

    /** One message as takes and events show it. */
    static void message(JsonText json, OpenMessage message) throws IOException {
        Payload payload = message.payload();
        json.put("id", message.id().value())
                .put("receivedAt", message.receivedAt())
                .put("encryptedMessage", payload);
    }
}
