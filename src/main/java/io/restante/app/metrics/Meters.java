package io.restante.app.metrics;

/** The names of our own meters. They are promises: dashboards and alerts are written with them. Prometheus shows them with underscores, counters with {@code _total}. */
public final class Meters {
    public static final String STORED = "restante.messages.stored";
    public static final String HAND_OUTS = "restante.hand.outs";
    public static final String REDELIVERIES = "restante.redeliveries";
    public static final String ACKNOWLEDGEMENTS = "restante.acknowledgements";
    public static final String TAKES = "restante.takes";
    public static final String PUT_BACKS = "restante.put.backs";
    public static final String PUSH_REQUESTS = "restante.push.requests";

    /** What became of push notifications, by outcome. */
    public static final String PUSHES = "restante.pushes";

    /** Messages that left un-acknowledged, by why. */
    public static final String DROPPED = "restante.messages.dropped";

    /** Messages that were not accepted, and records that changed nothing, by reason. */
    public static final String REJECTIONS = "restante.rejections";

    /** Records that went to the dead letters, by the room that could make nothing of them. */
    public static final String DEAD_LETTERS = "restante.dead.letters";

    public static final String SESSION_GRANTS = "restante.session.grants";
    public static final String SESSION_REFUSALS = "restante.session.refusals";

    /** Live sessions that ended, by reason. */
    public static final String SESSION_ENDS = "restante.session.ends";

    public static final String HOLDING = "restante.mailboxes.holding";
    public static final String HELD_MESSAGES = "restante.mailbox.messages";
    public static final String HELD_BYTES = "restante.mailbox.bytes";
    public static final String HANDED_OUT = "restante.mailbox.handed.out";
    public static final String DEAD = "restante.mailbox.dead";
    public static final String DEEPEST = "restante.mailbox.deepest";
    public static final String OLDEST_AGE = "restante.mailbox.oldest.age";
    public static final String SESSIONS = "restante.sessions";

    /** 1 when every mailbox of the partitions here has been counted. */
    public static final String CENSUS_COMPLETE = "restante.census.complete";

    /** Records of an input that have not been applied yet, by topic. */
    public static final String APPLIED_LAG = "restante.applied.lag";

    /** Records of changelogs that are still to be read before their stores can be asked. */
    public static final String RESTORING = "restante.restoring.records";

    /** Partitions held here. */
    public static final String PARTITIONS = "restante.partitions";

    /** Open sockets and streams, by protocol. */
    public static final String SOCKETS = "restante.gateway.sockets";

    /** Live sessions this gateway holds, by kind. */
    public static final String GATEWAY_SESSIONS = "restante.gateway.sessions";

    /** JSON-RPC requests and how long their answers took, by method and outcome. */
    public static final String RPC_REQUESTS = "restante.rpc.requests";

    /** HTTP requests on the gateway's port and how long they took, by method, route and status. */
    public static final String REST_REQUESTS = "restante.rest.requests";

    /** Relay sessions that are not over, by state. */
    public static final String RELAY_SESSIONS = "restante.relay.sessions";

    /** Relays that were recorded, by whether they are leaves of their sessions' trees. */
    public static final String RELAYS_RECORDED = "restante.relays.recorded";

    /** Claims and proofs that were sent to the chain, by kind, and by whether it was the first time. */
    public static final String SETTLEMENT_SENT = "restante.settlement.sent";

    /** Relay sessions that are over, by how they ended. */
    public static final String SETTLEMENT_ENDED = "restante.settlement.ended";

    /** Relay sessions whose leaves do not give the root that was claimed. */
    public static final String SETTLEMENT_STOPPED = "restante.settlement.stopped";

    /** Relays that were not recorded, by reason. */
    public static final String SETTLEMENT_REFUSED = "restante.settlement.refused";

    /** The height of the highest block that was seen, by partition. */
    public static final String SETTLEMENT_HEIGHT = "restante.settlement.height";

    /** Relays that were served and are not on the log yet, and requests being served. */
    public static final String RELAY_OUTBOX = "restante.relay.outbox";

    /** Relays that may be served and not be on the log yet, at most. */
    public static final String RELAY_OUTBOX_SIZE = "restante.relay.outbox.size";

    /** Relays that were served and are on the log. */
    public static final String RELAYS_SERVED = "restante.relays.served";

    private Meters() {}
}
