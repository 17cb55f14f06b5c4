package io.restante.bench;

/** A measurement that is worth nothing; the message says what was wrong with it. */
public final class BenchException extends RuntimeException {
    public BenchException(String sentence) {
        super(sentence);
    }

    public BenchException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
