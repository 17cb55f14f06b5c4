package io.restante.settlement;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A parameter of the chain and its changes: what is in force at which height.
 *
 * @param changes by the height from which each is in force; before the first, that one is
 */
public record ByHeight<T>(NavigableMap<Long, T> changes) {
    /** @throws IllegalArgumentException when there is none */
    public ByHeight {
        if (changes.isEmpty()) {
            throw new IllegalArgumentException("changes: expected one at least");
        }
        changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
    }

    /** In force at every height. */
    public static <T> ByHeight<T> always(T value) {
        return new ByHeight<>(new TreeMap<>(Map.of(0L, value)));
    }

    /** What is in force at a height. */
    public T at(long height) {
        Map.Entry<Long, T> in = changes.floorEntry(height);
        return (in == null ? changes.firstEntry() : in).getValue();
    }
}
