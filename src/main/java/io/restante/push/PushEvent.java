package io.restante.push;

import io.restante.base.DeviceId;
import io.restante.base.PushTarget;
import java.time.Instant;
import java.util.Optional;

/** What happened to a mailbox's knocks and targets. Only {@link PushState#apply} changes state, and only by these. */
public sealed interface PushEvent {
    /** A message came with a target of its own; from now on one may. */
    record TargetNamed() implements PushEvent {}

    /** @param offset of the record that said so */
    record TargetRegistered(RegisteredTarget target, long offset) implements PushEvent {}

    /** @param offset of the record that said so */
    record TargetRemoved(DeviceId device, long offset) implements PushEvent {}

    /** The provider knows the target no more; whoever registered it before then has it no longer. */
    record TargetGone(PushTarget target, Instant at) implements PushEvent {}

    /**
     * A sender is asked to knock; the knock's state is the one after.
     *
     * @param fresh whether this is the first time for this knock
     * @param count messages held
     */
    record KnockIssued(PushTarget target, Knock knock, Instant at, boolean fresh, long count) implements PushEvent {}

    /** A knock waits for its time; its state is the one after. */
    record KnockPostponed(PushTarget target, Knock knock) implements PushEvent {}

    /** A message does not knock because of another one that did, or will. */
    record KnockThrottled(PushTarget target, long sequence) implements PushEvent {}

    /** A knock is not needed any more. */
    record KnockCancelled(PushTarget target, Knock knock) implements PushEvent {}

    /** A try of a knock has an outcome, as the provider told it. */
    record KnockAnswered(PushTarget target, Knock knock, PushResult result) implements PushEvent {}

    /** A knock is over; it has this outcome and no other. */
    record KnockSettled(PushTarget target, Knock knock, PushOutcome outcome, Optional<String> providerCode)
            implements PushEvent {}

    /** Somebody was there, or took something. What rang before this time is forgotten. */
    record Seen(Instant forgetBefore) implements PushEvent {}

    /** When to see whether somebody must be knocked for; empty, not any more. */
    record LookPlanned(Optional<Instant> at) implements PushEvent {}
}
