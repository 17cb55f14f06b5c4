package io.restante.query.routed;

import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.query.UnavailableException;
import java.time.Duration;

/** The other instances: a question goes to the one that holds its partition. */
public final class Instances {
    private static final QuestionCodec QUESTIONS = new QuestionCodec();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Holders holders;
    private final Line line;
    private final int partitions;
    private final Duration patience;

    /**
     * Asks over this line.
     *
     * @param partitions of every input
     * @param patience how long a question may take
     */
    public Instances(Holders holders, Line line, int partitions, Duration patience) {
        this.holders = holders;
        this.line = line;
        this.partitions = partitions;
        this.patience = patience;
    }

    int partitions() {
        return partitions;
    }

    interface Reader<T> {
        T read(JsonObject json) throws MalformedException;
    }

    <T> T ask(Question question, Reader<T> reader) {
        byte[] answer = answer(question);
        try {
            return reader.read(JsonObject.parse(answer));
        } catch (MalformedException e) {
            throw new IllegalStateException("An instance answered a question with what is no answer to it", e);
        }
    }

    /** Should the one that is thought to hold the partition not answer, and another one hold it by now, that one is asked. */
    private byte[] answer(Question question) {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] bytes = QUESTIONS.encode(question);
        String first = holder(question);
        try {
            return line.ask(first, bytes, patience);
        } catch (UnavailableException e) {
            holders.doubt();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            String second = holder(question);
            if (second.equals(first) || !left.isPositive()) {
                throw e;
            }
            return line.ask(second, bytes, left);
        }
    }

    private String holder(Question question) {
        return holders.holding(question.partition(partitions))
                .orElseThrow(() -> new UnavailableException(
                        "No instance of the topology holds the " + question.subject() + " now.", RETRY_AFTER));
    }
}
