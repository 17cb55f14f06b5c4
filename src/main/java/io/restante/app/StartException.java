package io.restante.app;

import org.jspecify.annotations.Nullable;

/** The program cannot start or go on; the message is all its user needs. */
public class StartException extends RuntimeException {
    public StartException(String sentence) {
        super(sentence);
    }

    public StartException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
