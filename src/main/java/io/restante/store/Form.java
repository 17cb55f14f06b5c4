package io.restante.store;

import org.apache.kafka.common.utils.Bytes;

/** How one kind of entry is written as bytes and read again. */
public interface Form<T> {
    /** What a value takes in memory that has nothing large in it, roughly. */
    int OBJECT = 200;

    byte[] write(T value);

    /** Bytes the value takes in memory, roughly. */
    default int weight(T value) {
        return OBJECT;
    }

    T read(Bytes key, byte[] bytes);
}
