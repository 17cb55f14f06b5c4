package io.restante.settlement;

/**
 * Stands on a partition's log of relays, and parts those before it from those after it: from here on the partition has come to the height. One of a height
 * whose block the partition has not heard of says nothing.
 */
public record Barrier(long height) implements RelayRecord, SettlementTrigger {
    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public Barrier {
        Parts.requireAtLeast("height", height, 1);
    }
}
