package io.restante.push;

import io.restante.base.DeviceId;
import io.restante.base.PushTarget;
import io.restante.push.PushEvent.KnockAnswered;
import io.restante.push.PushEvent.KnockCancelled;
import io.restante.push.PushEvent.KnockIssued;
import io.restante.push.PushEvent.KnockPostponed;
import io.restante.push.PushEvent.KnockSettled;
import io.restante.push.PushEvent.KnockThrottled;
import io.restante.push.PushEvent.LookPlanned;
import io.restante.push.PushEvent.Seen;
import io.restante.push.PushEvent.TargetGone;
import io.restante.push.PushEvent.TargetNamed;
import io.restante.push.PushEvent.TargetRegistered;
import io.restante.push.PushEvent.TargetRemoved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All a mailbox knows of knocking. A mailbox nobody wants to be knocked for has {@link #NONE}, and pays nothing for it.
 *
 * @param named whether a message ever came with a target of its own
 * @param serial of the last knock
 * @param mark the highest offset of {@code push.targets} that was applied
 * @param lookAt when to see whether somebody must be knocked for
 */
public record PushState(
        boolean named,
        long serial,
        long mark,
        Optional<Instant> lookAt,
        List<RegisteredTarget> targets,
        List<Bell> bells) {
    /** Of a mailbox nobody has wanted to be knocked for. */
    public static final PushState NONE = new PushState(false, 0, -1, Optional.empty(), List.of(), List.of());

    /** Targets whose knocks are remembered; one where nothing is under way gives way before the others, the one touched first before those. */
    static final int BELLS = 32;

    public PushState {
        targets = List.copyOf(targets);
        bells = List.copyOf(bells);
    }

    /** Whether there may be somebody to knock for. */
    public boolean inUse() {
        return named || !targets.isEmpty();
    }

    /** When something must be done about a knock, if ever. */
    public Optional<Instant> dueAt() {
        if (bells.isEmpty()) {
            return lookAt;
        }
        Stream<Instant> knocks =
                bells.stream().flatMap(bell -> bell.knocks().stream()).map(Knock::dueAt);
        return Stream.concat(knocks, lookAt.stream()).min(Instant::compareTo);
    }

    /** Whether a knock rang unseen, waits, or has no outcome yet. */
    boolean unsettled() {
        return lookAt.isPresent()
                || bells.stream()
                        .anyMatch(bell -> bell.unseen() || !bell.knocks().isEmpty());
    }

    Bell bell(PushTarget target) {
        return bells.stream()
                .filter(bell -> bell.target().equals(target))
                .findFirst()
                .orElseGet(() -> Bell.untouched(target));
    }

    /** Knocks that a sender was asked for because of this message and that have no outcome yet, as they were asked for. */
    public List<KnockIssued> issuedFor(long sequence, long count) {
        return bells.stream()
                .flatMap(bell -> bell.knocks().stream()
                        .filter(knock -> knock.issued() && knock.sequence() == sequence)
                        .map(knock -> new KnockIssued(bell.target(), knock, knock.since(), true, count)))
                .toList();
    }

    /** After a crash: knocks may be lost, so it is seen whether somebody must be knocked for. */
    public PushState mended(boolean nowNamed, Instant now) {
        PushState mended = new PushState(named || nowNamed, serial, mark, lookAt, targets, bells);
        return mended.inUse() ? mended.lookingAt(Optional.of(now)) : mended;
    }

    /** The state after the event. */
    public PushState apply(PushEvent event) {
        return switch (event) {
            case TargetNamed named -> new PushState(true, serial, mark, lookAt, targets, bells);
            case TargetRegistered registered -> register(registered);
            case TargetRemoved removed -> with(without(removed.device()), Math.max(mark, removed.offset()));
            case TargetGone gone ->
                with(
                        targets.stream()
                                .filter(each -> !each.target().equals(gone.target())
                                        || !each.registeredAt().isBefore(gone.at()))
                                .toList(),
                        mark);
            case KnockIssued issued ->
                ring(
                        issued.knock(),
                        issued.target(),
                        bell -> issued.fresh()
                                ? bell.with(issued.knock()).rung(issued.at())
                                : bell.with(issued.knock()));
            case KnockPostponed postponed ->
                ring(postponed.knock(), postponed.target(), bell -> bell.with(postponed.knock()));
            case KnockThrottled throttled -> this;
            case KnockCancelled cancelled ->
                ring(cancelled.knock(), cancelled.target(), bell -> bell.ended(cancelled.knock()));
            case KnockAnswered answered -> this;
            case KnockSettled settled -> ring(settled.knock(), settled.target(), bell -> bell.ended(settled.knock()));
            case Seen seen -> seen(seen.forgetBefore());
            case LookPlanned planned -> lookingAt(planned.at());
        };
    }

    private PushState register(TargetRegistered registered) {
        List<RegisteredTarget> changed = without(registered.target().device());
        changed.add(registered.target());
        return with(changed, Math.max(mark, registered.offset()));
    }

    private List<RegisteredTarget> without(DeviceId device) {
        List<RegisteredTarget> others = new ArrayList<>(targets);
        others.removeIf(each -> each.device().equals(device));
        return others;
    }

    private PushState with(List<RegisteredTarget> newTargets, long newMark) {
        return new PushState(named, serial, newMark, lookAt, newTargets, bells);
    }

    private PushState lookingAt(Optional<Instant> time) {
        return new PushState(named, serial, mark, time, targets, bells);
    }

    private PushState ring(Knock knock, PushTarget target, UnaryOperator<Bell> change) {
        List<Bell> changed = new ArrayList<>(bells);
        changed.removeIf(bell -> bell.target().equals(target));
        changed.add(change.apply(bell(target)));
        if (changed.size() > BELLS) {
            changed.remove(changed.stream()
                    .filter(bell -> bell.knocks().isEmpty())
                    .findFirst()
                    .orElse(changed.getFirst()));
        }
        return new PushState(named, Math.max(serial, knock.serial()), mark, lookAt, targets, changed);
    }

    private PushState seen(Instant forgetBefore) {
        List<Bell> left = bells.stream()
                .map(Bell::seen)
                .filter(bell -> !bell.overBy(forgetBefore))
                .toList();
        return new PushState(named, serial, mark, Optional.empty(), targets, left);
    }
}
