package io.restante.mailbox;

import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a census said at one moment.
 *
 * @param complete whether every mailbox of the partition is in the totals; until then they are too low
 * @param holding mailboxes that hold messages
 * @param messages held, handed out or not
 * @param bytes of their payloads
 * @param handedOut held messages that are out
 * @param dead messages that can be put back
 * @param sessions live sessions that hold a mailbox, by gateway
 * @param deepest mailboxes, the one with most messages first
 * @param oldest mailboxes, the one that holds the oldest message first
 */
public record CensusReport(
        boolean complete,
        long holding,
        long messages,
        long bytes,
        long handedOut,
        long dead,
        Map<GatewayId, Long> sessions,
        List<Standing> deepest,
        List<Standing> oldest) {
    /** Of a partition whose first mailbox has not been counted yet. */
    public static final CensusReport NOTHING = new CensusReport(false, 0, 0, 0, 0, 0, Map.of(), List.of(), List.of());

    public CensusReport {
        sessions = Map.copyOf(sessions);
        deepest = List.copyOf(deepest);
        oldest = List.copyOf(oldest);
    }

    /**
     * One mailbox among the first.
     *
     * @param oldestAt when its oldest message came
     * @param gateway where its live session is
     */
    public record Standing(
            MailboxId mailbox,
            long messages,
            long bytes,
            long handedOut,
            Optional<Instant> oldestAt,
            Optional<GatewayId> gateway) {}
}
