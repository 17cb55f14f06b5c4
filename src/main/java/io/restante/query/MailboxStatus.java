package io.restante.query;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.contract.Position;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a mailbox looks like now.
 *
 * @param messages held and not acknowledged, handed out or not
 * @param bytes of their payloads
 * @param oldestReceived when the oldest held message was received; absent in an empty mailbox
 * @param newestReceived when the newest held message was received; absent in an empty mailbox
 * @param pending held and not handed out
 * @param handedOut held and handed out, to a session or by a take
 * @param dead in the dead letters, from where they can be put back
 * @param asOf how far the mailbox's inputs had been applied
 */
public record MailboxStatus(
        long messages,
        long bytes,
        Optional<Instant> oldestReceived,
        Optional<Instant> newestReceived,
        long pending,
        long handedOut,
        long dead,
        long limitMessages,
        long limitBytes,
        Optional<CurrentSession> session,
        List<Position> asOf) {
    /** The live session that gets the mailbox's messages. */
    public record CurrentSession(Epoch epoch, GatewayId gateway, Instant since) {}
}
