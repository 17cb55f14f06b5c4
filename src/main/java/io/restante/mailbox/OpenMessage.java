package io.restante.mailbox;

import io.restante.base.MessageId;
import io.restante.base.Payload;
import java.time.Instant;

/**
 * A message as a receiver gets it.
 *
 * @param sequence its offset on {@code mailbox.messages}: its place in the mailbox
 * @param attempt how many times it has been handed out to live sessions, this one included; 0 when it never was
 */
public record OpenMessage(MessageId id, long sequence, Instant receivedAt, int attempt, Payload payload) {}
