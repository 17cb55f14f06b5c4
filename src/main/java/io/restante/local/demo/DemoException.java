package io.restante.local.demo;

/** Something the demonstration needs did not happen; the message says what. */
public final class DemoException extends RuntimeException {
    DemoException(String sentence) {
        super(sentence);
    }

    DemoException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
