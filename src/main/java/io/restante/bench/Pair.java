package io.restante.bench;

/** Ours and the comparator's measurement, one right after the other, in the same unit. */
public record Pair(double ours, double theirs) {
    public double ratio() {
        return ours / theirs;
    }
}
