package io.restante.contract;

import io.restante.base.Payload;

/**
 * A record's value with the bytes it was read from, for who may have to give them back untouched.
 */
public record Received<V>(V value, Payload raw) {
    /** The topic as one whose values come with their bytes. */
    public static <K, V> Topic<K, Received<V>> from(Topic<K, V> topic) {
        return topic.withValues(new Codec<>() {
            @Override
            public byte[] encode(Received<V> received) {
                return received.raw().json();
            }

            @Override
            public Received<V> decode(byte[] bytes) throws MalformedException {
                return new Received<>(topic.values().decode(bytes), new Payload(bytes));
            }
        });
    }
}
