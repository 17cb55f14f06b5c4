package io.restante.intake.flow;

import io.restante.contract.DeadLetter;
import io.restante.contract.MalformedException;
import io.restante.contract.Progress;
import io.restante.contract.Topic;
import io.restante.contract.Witness;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one input. What cannot be read goes to the dead letters with its reason, bytes untouched; the rest goes on, typed. When a
 * record has gone all its way, it counts as applied.
 */
@NullUnmarked
public final class IntakeProcessor<K, V> implements Processor<byte[], byte[], Object, Object> {
    /** Whether records of the input must have a key. */
    public enum Key {
        REQUIRED,
        OPTIONAL
    }

    private final Topic<K, V> topic;
    private final Key key;
    private final LogTime time;
    private final Progress progress;
    private final Witness witness;
    private final String next;
    private final String deadLetters;
    private ProcessorContext<Object, Object> context;

    /** One whose dead letters nobody counts. */
    public IntakeProcessor(
            Topic<K, V> topic, Key key, LogTime time, Progress progress, String next, String deadLetters) {
        this(topic, key, time, progress, Witness.NOBODY, next, deadLetters);
    }

    /**
     * Names the children.
     *
     * @param time what records' times are
     * @param next the processor of the records that can be read
     * @param deadLetters the sink of those that cannot
     */
    public IntakeProcessor(
            Topic<K, V> topic,
            Key key,
            LogTime time,
            Progress progress,
            Witness witness,
            String next,
            String deadLetters) {
        this.topic = topic;
        this.key = key;
        this.time = time;
        this.progress = progress;
        this.witness = witness;
        this.next = next;
        this.deadLetters = deadLetters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> given) {
        Record<byte[], byte[]> record = given.withTimestamp(time.of(given.timestamp()));
        RecordMetadata place = context.recordMetadata().orElseThrow();
        try {
            K typedKey = key(record.key());
            V value = value(record);
            context.forward(new Record<>(typedKey, value, record.timestamp(), record.headers()), next);
        } catch (MalformedException e) {
            witness.deadLetter(topic.room());
            context.forward(
                    record.withHeaders(DeadLetter.headers(
                            record.headers(),
                            topic.room(),
                            e.getMessage(),
                            place.topic() + "-" + place.partition() + "-" + place.offset(),
                            e.getClass().getName(),
                            1)),
                    deadLetters);
        }
        progress.applied(topic.name(), place.partition(), place.offset());
    }

    private @Nullable K key(byte @Nullable [] bytes) throws MalformedException {
        if (bytes != null) {
            return topic.keys().decode(bytes);
        }
        if (key == Key.REQUIRED) {
            throw new MalformedException(
                    "key", "is missing; a record of " + topic.name() + " is keyed by what it belongs to");
        }
        return null;
    }

    private V value(Record<byte[], byte[]> record) throws MalformedException {
        byte @Nullable [] bytes = record.value();
        return bytes == null ? topic.values().absent() : topic.values().decode(bytes, record.headers());
    }
}
