package io.restante.push.sender;

import io.restante.push.PushOutcome;
import java.time.Duration;
import java.util.Optional;

/**
 * What a provider said to one notification.
 *
 * @param code in the provider's own word
 * @param retryAfter how long it asks to be left alone
 */
record Answer(PushOutcome outcome, Optional<String> code, Optional<Duration> retryAfter) {
    static Answer sent() {
        return new Answer(PushOutcome.SENT, Optional.empty(), Optional.empty());
    }

    static Answer of(PushOutcome outcome, String code) {
        return new Answer(outcome, Optional.of(code), Optional.empty());
    }

    Answer retryAfter(Optional<Duration> wait) {
        return new Answer(outcome, code, wait);
    }
}
