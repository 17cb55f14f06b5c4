package io.restante.push;

import io.restante.base.PushTarget;
import java.time.Instant;
import java.util.Optional;

/** What becomes of a device's target: the value of a record of {@code push.targets}. */
public sealed interface TargetChange {
    /** @param registeredAt absent, the record's own time */
    record Register(PushTarget target, Optional<Instant> registeredAt) implements TargetChange {}

    /** On the topic, a record without a value. */
    record Remove() implements TargetChange {}
}
