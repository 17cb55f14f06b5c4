package io.restante.store;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;
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

    /** A form of values that have nothing large in them. */
    static <T> Form<T> of(Function<T, byte[]> write, BiFunction<Bytes, byte[], T> read) {
        return of(write, read, value -> OBJECT);
    }

    /** @param weight bytes a value takes in memory, roughly */
    static <T> Form<T> of(Function<T, byte[]> write, BiFunction<Bytes, byte[], T> read, ToIntFunction<T> weight) {
        return new Form<>() {
            @Override
            public byte[] write(T value) {
                return write.apply(value);
            }

            @Override
            public int weight(T value) {
                return weight.applyAsInt(value);
            }

            @Override
            public T read(Bytes key, byte[] bytes) {
                return read.apply(key, bytes);
            }
        };
    }
}
