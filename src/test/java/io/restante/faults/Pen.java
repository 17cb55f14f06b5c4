package io.restante.faults;

import io.restante.faults.history.PushCarriesNoContent;

/** What messages of a run look like. */
final class Pen {
    private Pen() {}

    /** @param size of the payload, at least */
    static String payload(String id, int size) {
        String content = PushCarriesNoContent.CONTENT + id;
        return "\"" + content + " ".repeat(Math.max(0, size - content.length())) + "\"";
    }

    /** A value of {@code mailbox.messages}. */
    static String value(String id, int size) {
        return "{\"id\":\"" + id + "\",\"payload\":" + payload(id, size) + "}";
    }
}
