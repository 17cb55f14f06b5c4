package io.restante.push.sender;

import java.net.UnknownHostException;

/** A webhook that must not be called, and why, in a stable word. */
final class WebhookRefusal extends UnknownHostException {
    private static final long serialVersionUID = 1;

    WebhookRefusal(String word) {
        super(word);
    }

    String word() {
        return String.valueOf(getMessage());
    }
}
