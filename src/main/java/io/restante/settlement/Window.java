package io.restante.settlement;

import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The heights at which the chain takes a transaction, both ends included. It is sent when the window opens, again when a third and two thirds of it have passed, and never
 * again in its last block, where it could not be included any more.
 */
public record Window(long open, long close) {
    private static final int PARTS = 3;

    /** A block more than the window, because what the last block of it included may be told a little after that block. */
    private static final long FOR_THE_LAST_WORD = 1;

    /** The height at which what was not included counts as missed. */
    public long verdict() {
        return close + 1 + FOR_THE_LAST_WORD;
    }

    /** Whether what has never been sent can still be: in the window's last block it could not be included any more, unless the window has no other. */
    public boolean canBegin(long height) {
        return height < close || (height == close && open == close);
    }

    /** Whether what was sent last must be sent again now. */
    public boolean mustSendAgain(Sending sending, long height) {
        return height < close && thirds().anyMatch(third -> sending.lastAt() < third && third <= height);
    }

    /** The next height after this one at which there is something to do for what was sent last. */
    public long next(Sending sending, long height) {
        OptionalLong third = thirds().filter(each -> each > height && each > sending.lastAt() && each < close)
                .min();
        return third.orElse(verdict());
    }

    private LongStream thirds() {
        long blocks = close - open + 1;
        return LongStream.range(1, PARTS)
                .map(part -> open + part * blocks / PARTS)
                .filter(each -> each > open);
    }
}
