package io.restante.contract;

/** Counts what the topology decides about knocks that no record tells. Told by the topology as it goes; what is told once more after a crash may be counted twice. */
@FunctionalInterface
public interface PushMeter {
    /** What can be counted. */
    enum Count {
        /** A message did not knock because of another one. */
        THROTTLED,
        /** A knock was not needed any more. */
        CANCELLED,
        /** A knock was tried for too long. */
        DROPPED
    }

    /** For whoever does not count. */
    PushMeter NONE = what -> {};

    void count(Count what);
}
