package io.restante.app.tree;

/** What was given to a {@code restante tree} command cannot be used. Its message says where it is wrong and what was expected. */
public final class TreeInputException extends RuntimeException {
    TreeInputException(String sentence) {
        super(sentence);
    }

    TreeInputException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
