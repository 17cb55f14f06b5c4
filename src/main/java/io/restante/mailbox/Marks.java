package io.restante.mailbox;

/**
 * For each input, the highest offset a mailbox has applied; -1 where it applied none. A record at or below its mark was applied before:
 * the application runs at least once, the marks make it exact.
 */
public record Marks(long messages, long commands, long sessions, long ticks) {
    /** The inputs that change a mailbox. */
    public enum Input {
        MESSAGES,
        COMMANDS,
        SESSIONS,
        TICKS,
        /** What is told of knocks and their targets: known when it comes again by its own words, so no mark is kept. */
        PUSHES
    }

    public static final Marks NONE = new Marks(-1, -1, -1, -1);

    public long of(Input input) {
        return switch (input) {
            case MESSAGES -> messages;
            case COMMANDS -> commands;
            case SESSIONS -> sessions;
            case TICKS -> ticks;
            case PUSHES -> -1;
        };
    }

    public boolean has(Input input, long offset) {
        return offset <= of(input);
    }

    public Marks at(Input input, long offset) {
        long mark = Math.max(of(input), offset);
        return switch (input) {
            case MESSAGES -> new Marks(mark, commands, sessions, ticks);
            case COMMANDS -> new Marks(messages, mark, sessions, ticks);
            case SESSIONS -> new Marks(messages, commands, mark, ticks);
            case TICKS -> new Marks(messages, commands, sessions, mark);
            case PUSHES -> this;
        };
    }
}
