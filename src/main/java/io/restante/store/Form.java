package io.restante.store;

import org.apache.kafka.common.utils.Bytes;

/** How one kind of entry is written as bytes and read again. */
public interface Form<T> {
    byte[] write(T value);

    T read(Bytes key, byte[] bytes);
}
