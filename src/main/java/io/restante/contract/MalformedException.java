package io.restante.contract;

/** Bytes that are not what they should be. Its message is a sentence for whoever sent them, and can be said whatever they sent. */
public final class MalformedException extends Exception {
    private final String field;

    /** @param field the path of the field at fault, empty when it is the value as a whole */
    public MalformedException(String field, String sentence) {
        super(JsonText.sayable(field.isEmpty() ? sentence : field + ": " + sentence));
        this.field = JsonText.sayable(field);
    }

    public String field() {
        return field;
    }
}
