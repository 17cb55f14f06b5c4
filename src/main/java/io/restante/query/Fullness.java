package io.restante.query;

/**
 * How full a mailbox is.
 *
 * @param messages held and not acknowledged, handed out or not
 * @param bytes of their payloads
 * @param applied the offset up to which messages of its partition had been applied; -1 before the first
 */
public record Fullness(long messages, long bytes, long applied) {}
