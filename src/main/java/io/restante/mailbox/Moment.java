package io.restante.mailbox;

import java.time.Instant;

/**
 * When a decision is made.
 *
 * @param now the log's time of the record that asks for it
 * @param caughtUp whether everything confirmed before a restart has been applied again; before that nothing is handed out
 */
public record Moment(Instant now, boolean caughtUp) {}
