package io.restante.gateway.access;

/** A key cannot be had. The message is a sentence for whoever runs this process: which key, what is wrong with it, what was expected. */
public final class KeyException extends RuntimeException {
    KeyException(String sentence) {
        super(sentence);
    }

    KeyException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
