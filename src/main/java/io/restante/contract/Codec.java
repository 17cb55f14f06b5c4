package io.restante.contract;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** How one type is written as bytes and read again. */
public interface Codec<T> {
    byte[] encode(T value);

    /**
     * Reads what {@link #encode} or somebody else wrote.
     *
     * @throws MalformedException saying which field was wrong, what it was and what was expected
     */
    T decode(byte[] bytes) throws MalformedException;

    /** Reads a value that stands in headers too. */
    default T decode(byte[] bytes, Headers headers) throws MalformedException {
        return decode(bytes);
    }

    /** What a record of the value carries; null where a record without a value says it. */
    default byte @Nullable [] recorded(T value) {
        return encode(value);
    }

    /**
     * What a record without a value says.
     *
     * @throws MalformedException where it says nothing
     */
    default T absent() throws MalformedException {
        throw new MalformedException("value", "is missing; expected a JSON object");
    }

    /** Adds the headers that the value stands in. */
    default void addHeaders(T value, Headers headers) {}

    /** Of a key: the bytes whose hash chooses the partition. Keys that must lie together have the same. */
    default byte[] place(T key) {
        return encode(key);
    }

    /** Of keys: whether {@link #place} is the key's bytes, so that every producer chooses the partition as we do. */
    default boolean placedByBytes() {
        return true;
    }

    default Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : recorded(value);
    }

    /** Its failures stop the caller; where bad input must not, decode by hand. */
    default Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : decode(bytes);
            } catch (MalformedException e) {
                throw new org.apache.kafka.common.errors.SerializationException(topic + ": " + e.getMessage(), e);
            }
        };
    }

    default Serde<T> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }
}
