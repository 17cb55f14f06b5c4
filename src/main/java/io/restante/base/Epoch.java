package io.restante.base;

/**
 * Orders the live sessions of one key: the offset of the record that opened the session. A newer session of the same key always
 * has the greater epoch, on every replay.
 */
public record Epoch(long value) implements Comparable<Epoch> {
    public Epoch {
        if (value < 0) {
            throw new IllegalArgumentException("epoch: expected 0 or more, got " + value);
        }
    }

    public boolean after(Epoch other) {
        return value > other.value;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
