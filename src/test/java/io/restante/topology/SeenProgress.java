package io.restante.topology;

import io.restante.contract.Progress;
import java.util.HashMap;
import java.util.Map;

/** Remembers how far the inputs have come; has caught up when it is told so. */
final class SeenProgress implements Progress {
    private final Map<String, Long> positions = new HashMap<>();
    boolean caughtUp = true;

    @Override
    public void started(int partition) {}

    @Override
    public void applied(String topic, int partition, long offset) {
        positions.put(topic, offset);
    }

    /** The offset of the last record that was applied. */
    long position(String topic) {
        return positions.getOrDefault(topic, -1L);
    }

    @Override
    public boolean reached(String topic, int partition, long offset) {
        return positions.getOrDefault(topic, -1L) >= offset;
    }

    @Override
    public boolean caughtUp(int partition) {
        return caughtUp;
    }

    @Override
    public boolean waitedFor(int partition) {
        return caughtUp;
    }

    @Override
    public void stopped(int partition) {}
}
