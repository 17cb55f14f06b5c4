package io.restante.push;

import io.restante.base.DeviceId;
import io.restante.base.PushTarget;
import java.time.Instant;

/** Where a device of a mailbox is knocked at, as it was registered. */
public record RegisteredTarget(DeviceId device, PushTarget target, Instant registeredAt) {}
