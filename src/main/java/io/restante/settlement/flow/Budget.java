package io.restante.settlement.flow;

import io.restante.settlement.WorkRules;

/** What one step may still do. */
final class Budget {
    private long leaves;
    private int sessions;

    Budget(WorkRules rules) {
        this.leaves = rules.leaves();
        this.sessions = rules.sessions();
    }

    /** How many of the leaves that are wanted may be read. */
    long leaves(long wanted) {
        return Math.min(wanted, leaves);
    }

    int sessions() {
        return sessions;
    }

    void spend(int read) {
        leaves -= read;
    }

    void spendSession() {
        sessions--;
    }

    boolean spent() {
        return leaves <= 0 || sessions <= 0;
    }
}
