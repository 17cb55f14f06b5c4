package io.restante.mailbox;

import io.restante.base.MessageId;

/** A message the mailbox did not accept: the value of a record of {@code mailbox.rejections}. */
public record RefusedMessage(MessageId id, String reason, long sequence) {}
