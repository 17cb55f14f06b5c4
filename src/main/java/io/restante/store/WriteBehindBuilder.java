package io.restante.store;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds a store that writes behind. */
public final class WriteBehindBuilder implements StoreBuilder<KeyValueStore<Bytes, byte[]>> {
    private final StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath;
    private final WriteOrder order;

    /** @param beneath builds the store that is written to; it must not be cached, or the order would be lost */
    public WriteBehindBuilder(StoreBuilder<KeyValueStore<Bytes, byte[]>> beneath, WriteOrder order) {
        this.beneath = beneath;
        this.order = order;
    }

    @Override
    public KeyValueStore<Bytes, byte[]> build() {
        return new WriteBehindStore(beneath.build(), order, order.waitingBytes());
    }

    /** It is a cache already. */
    @Override
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingEnabled(Map<String, String> config) {
        return new WriteBehindBuilder(beneath.withLoggingEnabled(config), order);
    }

    @Override
    public StoreBuilder<KeyValueStore<Bytes, byte[]>> withLoggingDisabled() {
        return new WriteBehindBuilder(beneath.withLoggingDisabled(), order);
    }

    @Override
    public Map<String, String> logConfig() {
        return beneath.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
        return beneath.loggingEnabled();
    }

    @Override
    public String name() {
        return beneath.name();
    }
}
