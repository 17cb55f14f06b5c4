package io.restante.local;

import io.restante.app.StartException;
import org.jspecify.annotations.Nullable;

/** The local broker could not start. The message is a sentence for a person: what is in the way, where, and what to do. */
public final class LocalBrokerException extends StartException {
    LocalBrokerException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
