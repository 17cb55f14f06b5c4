package io.restante.contract;

import io.restante.mailbox.OpenMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The fields of a message as a receiver gets it, on gateway topics, over REST and between instances alike. */
public final class OpenMessageJson {
    private OpenMessageJson() {}

    public static void write(JsonText json, OpenMessage message) throws IOException {
        json.put("id", message.id().value())
                .put("sequence", message.sequence())
                .put("received_at", message.receivedAt())
                .put("attempt", message.attempt())
                .put("payload", message.payload());
    }

    /**
     * The messages in a list of that name.
     *
     * @throws MalformedException naming the field at fault
     */
    public static List<OpenMessage> list(JsonObject json, String field) throws MalformedException {
        List<OpenMessage> messages = new ArrayList<>();
        for (JsonObject each : json.objects(field)) {
            messages.add(new OpenMessage(
                    Words.message(each, "id"),
                    each.requiredWhole("sequence", 0),
                    each.requiredTime("received_at"),
                    each.size("attempt", 0).orElse(0),
                    each.requiredPayload()));
        }
        return messages;
    }
}
