package io.restante.topology;

/** The names of the settlement topology's nodes. They are printed in its picture and are part of metrics: to change one is to change a promise. */
final class SettlementNodes {
    static final String RELAYS_SOURCE = "settlement-relays-source";
    static final String BLOCKS_SOURCE = "settlement-blocks-source";
    static final String TRANSACTIONS_SOURCE = "settlement-transactions-source";
    static final String STEPS_SOURCE = "settlement-steps-source";

    static final String RELAYS_INTAKE = "settlement-relays-intake";
    static final String BLOCKS_INTAKE = "settlement-blocks-intake";
    static final String TRANSACTIONS_INTAKE = "settlement-transactions-intake";
    static final String STEPS_INTAKE = "settlement-steps-intake";

    static final String RELAY_LOG = "settlement-relay-log";
    static final String RELAY = "settlement-relay";
    static final String TRANSACTION = "settlement-transaction";
    static final String WORK = "settlement-work";
    static final String OUTPUT = "settlement-output";

    static final String CLAIMS_SINK = "settlement-claims-sink";
    static final String PROOFS_SINK = "settlement-proofs-sink";
    static final String HISTORY_SINK = "settlement-history-sink";
    static final String BARRIERS_SINK = "settlement-barriers-sink";
    static final String STEPS_SINK = "settlement-steps-sink";
    static final String DEAD_LETTERS_SINK = "dead-letters-sink";

    private SettlementNodes() {}
}
