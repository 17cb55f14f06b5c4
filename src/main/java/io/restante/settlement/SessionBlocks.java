package io.restante.settlement;

/**
 * The blocks of one relay session.
 *
 * @param start height of the first
 * @param end height of the last
 * @param number of the session
 */
public record SessionBlocks(long start, long end, long number) {
    /** Of the time before the first block. */
    static final SessionBlocks NONE = new SessionBlocks(0, 0, 0);
}
