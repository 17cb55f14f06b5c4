package io.restante.push;

import io.restante.base.DeviceId;
import io.restante.base.MailboxId;

/** A mailbox's device: the key of a record of {@code push.targets}. */
public record DeviceKey(MailboxId mailbox, DeviceId device) {}
