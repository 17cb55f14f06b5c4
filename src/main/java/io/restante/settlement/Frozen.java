package io.restante.settlement;

/**
 * What was kept when a session's tree was frozen. It never changes.
 *
 * @param height at which the session was closed to relays
 */
public record Frozen(TreeRoot root, long height) {}
