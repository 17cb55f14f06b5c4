package io.restante.replay;

/** What keeps a replay from going on, in a sentence for people: what is wrong, and what to do. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ReplayException(String sentence) {
        super(sentence);
    }

    public ReplayException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
