package io.restante.base;

/** Names a message in its mailbox: the sender's, or made from where the record lies on the log. */
public record MessageId(String value) {
    public static final int MAX_BYTES = 512;

    /** @throws IllegalArgumentException with a sentence for the sender when the value is no message id */
    public MessageId {
        Texts.requireKey("id", value, MAX_BYTES);
    }

    /** The id of a message whose sender gave none: {@code <topic>-<partition>-<offset>}, the same on every replay. */
    public static MessageId ofRecord(String topic, int partition, long offset) {
        return new MessageId(topic + "-" + partition + "-" + offset);
    }

    @Override
    public String toString() {
        return value;
    }
}
