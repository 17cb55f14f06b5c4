package io.restante.store;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
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

    /** Whether the value is likely to be asked for again once it is stored: it is kept in memory then. */
    default boolean wantedAgain(T value) {
        return true;
    }

    T read(Bytes key, byte[] bytes);

    /** A form of values that have nothing large in them. */
    static <T> Form<T> of(Function<T, byte[]> write, BiFunction<Bytes, byte[], T> read) {
        return of(write, read, value -> OBJECT, value -> true);
    }

    /** @param weight bytes a value takes in memory, roughly */
    static <T> Form<T> of(Function<T, byte[]> write, BiFunction<Bytes, byte[], T> read, ToIntFunction<T> weight) {
        return of(write, read, weight, value -> true);
    }

    /**
     * A form of values of some kinds.
     *
     * @param weight bytes a value takes in memory, roughly
     * @param wantedAgain whether a value is likely to be asked for again once it is stored
     */
    static <T> Form<T> of(
            Function<T, byte[]> write,
            BiFunction<Bytes, byte[], T> read,
            ToIntFunction<T> weight,
            Predicate<T> wantedAgain) {
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
            public boolean wantedAgain(T value) {
                return wantedAgain.test(value);
            }

            @Override
            public T read(Bytes key, byte[] bytes) {
                return read.apply(key, bytes);
            }
        };
    }
}
