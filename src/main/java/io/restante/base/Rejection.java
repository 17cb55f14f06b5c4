package io.restante.base;

/**
 * Why a command changed nothing.
 *
 * @param reason a stable word in kebab case that programs may compare
 * @param sentence for people: what was wrong and what was expected
 */
public record Rejection(String reason, String sentence) {
    /** The command was applied before; answering it again is all that is left to do. */
    public static final Rejection ALREADY_DONE =
            new Rejection("already-done", "This was applied before; nothing changed.");

    /** What the command must see has not been applied in time; asking again later is right. */
    public static final Rejection BEHIND = new Rejection(
            "behind", "The mailbox has not come so far as the command must see; nothing changed. Ask again later.");
}
