package io.restante.contract;

import io.restante.settlement.End;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.SupplierSession;

/** Is told what operators must know of: for metrics and alarms. What a crash makes happen again is told again. */
public interface SettlementWatch {
    /** A relay session is over. */
    void ended(SupplierSession session, End end);

    /** A relay session was stopped: its leaves do not give the root that was claimed. Somebody must look. */
    void stopped(SupplierSession session, Stopped stopped);

    /**
     * A relay was not recorded.
     *
     * @param reason a word that programs may compare
     */
    void refused(String reason);

    /** The partition has seen a block of this height. */
    void height(int partition, long height);
}
