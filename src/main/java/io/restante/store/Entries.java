package io.restante.store;

import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The entries of a store, each read as what it means. */
public interface Entries {
    /** The key's value, or null. */
    <T> @Nullable T get(Bytes key, Form<T> form);

    /** The key's value if it is at hand in memory; null says nothing of whether it is there. */
    default <T> @Nullable T atHand(Bytes key, Form<T> form) {
        return null;
    }

    /** Shows the values of the keys between the two, both included, in order, for as long as the visitor says to go on. */
    <T> void walk(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor);

    /**
     * The same, for who knows how many keys of their group are there in all: if all of them are found in memory, nobody looks beneath.
     *
     * @param there how many, which must be right
     */
    default <T> void walk(Bytes from, Bytes to, long there, Form<T> form, Predicate<T> visitor) {
        walk(from, to, form, visitor);
    }

    /** The same from the last to the first. */
    <T> void walkBack(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor);

    /** The entries of a store that holds bytes. */
    static Entries of(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        return new Entries() {
            @Override
            public <T> @Nullable T get(Bytes key, Form<T> form) {
                byte @Nullable [] stored = store.get(key);
                return stored == null ? null : form.read(key, stored);
            }

            @Override
            public <T> void walk(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
                visit(store.range(from, to), form, visitor);
            }

            @Override
            public <T> void walkBack(Bytes from, Bytes to, Form<T> form, Predicate<T> visitor) {
                visit(store.reverseRange(from, to), form, visitor);
            }

            private <T> void visit(KeyValueIterator<Bytes, byte[]> range, Form<T> form, Predicate<T> visitor) {
                try (range) {
                    boolean on = true;
                    while (on && range.hasNext()) {
                        KeyValue<Bytes, byte[]> entry = range.next();
                        on = visitor.test(form.read(entry.key, entry.value));
                    }
                }
            }
        };
    }
}
