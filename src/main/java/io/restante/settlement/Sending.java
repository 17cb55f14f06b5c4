package io.restante.settlement;

/**
 * How often a transaction was sent.
 *
 * @param attempts so far
 * @param lastAt the height at which it was sent last; 0 before the first time
 */
public record Sending(int attempts, long lastAt) {
    public static final Sending NONE = new Sending(0, 0);

    Sending sentAt(long height) {
        return new Sending(attempts + 1, height);
    }
}
