package io.restante.store;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A key's last write, kept as what it means until its bytes are needed.
 *
 * @param value nothing is a deletion
 * @param unstored whether the store beneath does not have the key
 * @param size bytes it takes in memory, roughly
 */
record Write<T>(@Nullable T value, Form<T> form, boolean unstored, int size) {
    /** What an entry takes beside its key and value. */
    private static final int OVERHEAD = 100;

    private static final Form<byte[]> BYTES = Form.of(value -> value, (key, bytes) -> bytes);

    static Write<byte[]> of(Bytes key, byte[] value, boolean unstored) {
        return new Write<>(value, BYTES, unstored, key.get().length + value.length + OVERHEAD);
    }

    static <T> Write<T> of(Bytes key, T value, Form<T> form, boolean unstored) {
        return new Write<>(value, form, unstored, key.get().length + form.weight(value) + OVERHEAD);
    }

    static Write<byte[]> deletion(Bytes key) {
        return new Write<>(null, BYTES, false, key.get().length + OVERHEAD);
    }

    boolean wantedAgain() {
        return value != null && form.wantedAgain(value);
    }

    /** The same, now that it is beneath. */
    Write<T> stored() {
        return !unstored ? this : new Write<>(value, form, false, size);
    }

    boolean deletes() {
        return value == null;
    }

    byte @Nullable [] bytes() {
        return value == null ? null : form.write(value);
    }

    /** The value in the form that is asked for. */
    @SuppressWarnings("unchecked")
    <U> @Nullable U as(Bytes key, Form<U> wanted) {
        if (value == null) {
            return null;
        }
        return form == wanted ? (U) value : wanted.read(key, form.write(value));
    }
}
