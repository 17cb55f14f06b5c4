package io.restante.query;

import io.restante.contract.Position;
import io.restante.contract.Topics;

/**
 * How full a mailbox is.
 *
 * @param messages held and not acknowledged, handed out or not
 * @param bytes of their payloads
 * @param applied the offset up to which messages of its partition had been applied; -1 before the first
 */
public record Fullness(long messages, long bytes, long applied) {
    /** What a status says of it. */
    static Fullness of(MailboxStatus status) {
        return new Fullness(
                status.messages(),
                status.bytes(),
                status.asOf().stream()
                        .filter(seen -> seen.topic().equals(Topics.MAILBOX_MESSAGES.name()))
                        .mapToLong(Position::offset)
                        .findFirst()
                        .orElse(-1));
    }
}
