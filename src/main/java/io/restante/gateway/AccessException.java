package io.restante.gateway;

/** The caller is unauthenticated. The message is a sentence for whoever holds the token, with nothing internal in it. */
public final class AccessException extends Exception {
    public AccessException(String sentence) {
        super(sentence);
    }

    public AccessException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
