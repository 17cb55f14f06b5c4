package io.restante.local.chain;

import io.restante.settlement.TransactionEvent.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is to go wrong with the next transactions of a kind. */
public final class ChainFaults {
    /**
     * A fault.
     *
     * @param times how many transactions it meets
     * @param blocks how much later than usual they are included
     */
    public record Fault(How how, int times, int blocks) {}

    /** How a transaction fails. */
    public enum How {
        REJECT,
        DROP,
        DELAY
    }

    private final Map<Kind, Fault> faults = new ConcurrentHashMap<>();

    /** The next transactions of the kind meet this, instead of what was told before. */
    public void tell(Kind kind, Fault fault) {
        faults.put(kind, fault);
    }

    boolean drops(Kind kind) {
        return meets(kind, How.DROP) > 0;
    }

    boolean rejects(Kind kind) {
        return meets(kind, How.REJECT) > 0;
    }

    /** How many blocks later it is included. */
    int delay(Kind kind) {
        return meets(kind, How.DELAY);
    }

    /** Uses one of the fault's times up; what it says in blocks, at least 1, or 0 when there is no such fault. */
    private int meets(Kind kind, How how) {
        int[] blocks = {0};
        faults.computeIfPresent(kind, (each, fault) -> {
            if (fault.how() != how || fault.times() <= 0) {
                return fault;
            }
            blocks[0] = Math.max(1, fault.blocks());
            return new Fault(how, fault.times() - 1, fault.blocks());
        });
        return blocks[0];
    }
}
