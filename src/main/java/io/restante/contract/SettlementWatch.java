package io.restante.contract;

import io.restante.settlement.End;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent.Kind;
import java.util.List;
import java.util.Optional;

/** Is told what operators must know of: for metrics and alarms. What a crash makes happen again is told again. */
public interface SettlementWatch {
    /** Nobody is told. */
    SettlementWatch NOBODY = new SettlementWatch() {
        @Override
        public void ended(SupplierSession session, End end) {}

        @Override
        public void stopped(SupplierSession session, Stopped stopped) {}

        @Override
        public void refused(String reason) {}

        @Override
        public void height(int partition, long height) {}

        @Override
        public void began(int partition, List<String> states) {}

        @Override
        public void left(int partition) {}

        @Override
        public void moved(int partition, Optional<String> from, Optional<String> to) {}

        @Override
        public void recorded(boolean leaf) {}

        @Override
        public void sent(Kind kind, int attempt) {}
    };

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

    /**
     * The partition is worked on here from now on.
     *
     * @param states of its sessions, one for each
     */
    void began(int partition, List<String> states);

    /** The partition is not worked on here any more. */
    void left(int partition);

    /**
     * A session of the partition came to another state.
     *
     * @param from absent when it is new
     * @param to absent when it is over
     */
    void moved(int partition, Optional<String> from, Optional<String> to);

    /**
     * A relay was recorded.
     *
     * @param leaf whether it is in its session's tree
     */
    void recorded(boolean leaf);

    /** A claim or a proof was sent for the so-manieth time. */
    void sent(Kind kind, int attempt);
}
