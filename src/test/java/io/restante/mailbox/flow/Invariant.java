package io.restante.mailbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MessageId;
import io.restante.base.Tick;
import io.restante.contract.IdPage;
import io.restante.contract.MailboxLayout;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.mailbox.MailboxHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is true of a mailbox after every step. */
interface Invariant {
    void check(World world);

    List<Invariant> ALL = List.of(
            new HeadSaysWhatIsHeld(),
            new InflightBounded(),
            new FifoWithinAttempt(),
            new EveryDeadlineHasAWake(),
            new EveryEntryHasItsOthers(),
            new EndedIdsAreForgotten(),
            new ModelAgrees());

    /** Whether the session or a take has the message. */
    private static boolean isOut(HeldMessage held, MailboxHead head) {
        return held.handOut()
                .filter(out -> out.byTake() || isWithSession(out, head))
                .isPresent();
    }

    private static boolean isWithSession(HandOut out, MailboxHead head) {
        return head.window().filter(window -> out.to(window.epoch())).isPresent();
    }

    /** Counts, bytes and bounds in the head are those of the entries. */
    final class HeadSaysWhatIsHeld implements Invariant {
        @Override
        public void check(World world) {
            MailboxHead head = world.head();
            List<HeldMessage> held = world.held();
            assertThat(head.count()).as("HeadSaysWhatIsHeld: count").isEqualTo(held.size());
            assertThat(head.bytes())
                    .as("HeadSaysWhatIsHeld: bytes")
                    .isEqualTo(held.stream().mapToLong(HeldMessage::size).sum());
            assertThat(held)
                    .as("HeadSaysWhatIsHeld: bounds %d to %d", head.first(), head.last())
                    .allMatch(each -> each.sequence() >= head.first() && each.sequence() <= head.last());
            assertThat((long) head.taken())
                    .as("HeadSaysWhatIsHeld: taken")
                    .isEqualTo(held.stream()
                            .filter(each ->
                                    each.handOut().filter(HandOut::byTake).isPresent())
                            .count());
            assertThat((long) head.window().map(LiveWindow::inflight).orElse(0))
                    .as("HeadSaysWhatIsHeld: inflight")
                    .isEqualTo(held.stream()
                            .filter(each -> each.handOut()
                                    .filter(out -> isWithSession(out, head))
                                    .isPresent())
                            .count());
            assertThat(head.window().map(LiveWindow::inflightBytes).orElse(0L))
                    .as("HeadSaysWhatIsHeld: bytes inflight")
                    .isEqualTo(held.stream()
                            .filter(each -> each.handOut()
                                    .filter(out -> isWithSession(out, head))
                                    .isPresent())
                            .mapToLong(HeldMessage::size)
                            .sum());
            assertThat(head.dead())
                    .as("HeadSaysWhatIsHeld: dead")
                    .isEqualTo(world.sequences(Kind.DEAD).size());
        }
    }

    /**
     * A session never has more than its window holds. What was about to leave when a crash came can be with it still, and what took its place too: a window's worth
     * at most.
     */
    final class InflightBounded implements Invariant {
        @Override
        public void check(World world) {
            assertThat(world.head().window().map(LiveWindow::inflight).orElse(0))
                    .as("InflightBounded")
                    .isBetween(0, world.delivery.inflight() * (world.crashed ? 2 : 1));
        }
    }

    /** What the session has come past is with somebody: nothing was skipped. */
    final class FifoWithinAttempt implements Invariant {
        @Override
        public void check(World world) {
            MailboxHead head = world.head();
            head.window().ifPresent(window -> assertThat(world.held())
                    .as("FifoWithinAttempt: up to the cursor %d", window.cursor())
                    .allMatch(each -> each.sequence() > window.cursor() || isOut(each, head)));
        }
    }

    /** The mailbox will be looked at by the time something is due, and that is planned where the clock finds it. */
    final class EveryDeadlineHasAWake implements Invariant {
        @Override
        public void check(World world) {
            MailboxHead head = world.head();
            List<Instant> due = new ArrayList<>();
            boolean waiting = false;
            for (HeldMessage each : world.held()) {
                each.expiresAt().ifPresent(due::add);
                if (isOut(each, head)) {
                    due.add(each.handOut().orElseThrow().due());
                } else {
                    waiting = true;
                }
            }
            head.window().map(LiveWindow::opensAt).filter(world.now::isBefore).ifPresent(due::add);
            if (!due.isEmpty()) {
                assertThat(head.wakeAt()).as("EveryDeadlineHasAWake").hasValueSatisfying(wake -> assertThat(wake)
                        .isBeforeOrEqualTo(Collections.min(due)));
            }
            if (waiting && head.window().isPresent()) {
                assertThat(head.wakeAt()).as("EveryDeadlineHasAWake: waiting").isPresent();
            }
            head.wakeAt().ifPresent(wake -> assertThat(world.store.get(MailboxLayout.wake(wake, World.MAILBOX)))
                    .as("EveryDeadlineHasAWake: the wake at %s is in the store", wake)
                    .isNotNull());
        }
    }

    /** A message has its id and its deadline; nothing is left of one that is gone but the id, for a while. */
    final class EveryEntryHasItsOthers implements Invariant {
        @Override
        public void check(World world) {
            List<HeldMessage> held = world.held();
            assertThat(held).as("EveryEntryHasItsOthers: ids").allMatch(each -> world.contents()
                    .known(each.id())
                    .equals(Optional.of(new KnownId(each.sequence(), Optional.empty()))));
            List<Deadline> deadlines = held.stream()
                    .filter(HeldMessage::ownTtl)
                    .flatMap(each -> each.expiresAt().map(time -> new Deadline(time, each.sequence())).stream())
                    .toList();
            assertThat(world.contents().expiring(Integer.MAX_VALUE))
                    .as("EveryEntryHasItsOthers: expiries")
                    .containsExactlyInAnyOrderElementsOf(deadlines);
        }
    }

    /** An id whose message left stands on a page, by which it is forgotten in time. */
    final class EndedIdsAreForgotten implements Invariant {
        /** How much longer than it must an id may be remembered: what a page spans. */
        private static final Duration SLACK = Duration.ofMinutes(1);

        @Override
        public void check(World world) {
            Set<IdPage.Ended> paged = world.paged(false);
            for (MessageId id : Set.copyOf(world.added)) {
                world.contents().known(id).flatMap(KnownId::endedAt).ifPresent(at -> {
                    IdPage.Ended ended = new IdPage.Ended(World.MAILBOX, id, at);
                    assertThat(paged).as("EndedIdsAreForgotten: on a page").contains(ended);
                    if (world.log.getLast().value() instanceof Tick && world.forgettable.contains(ended)) {
                        assertThat(at.plus(world.rules.dedupeWindow()).plus(SLACK))
                                .as("EndedIdsAreForgotten: in time")
                                .isAfter(world.now);
                    }
                });
            }
        }
    }

    /** What is held is what a plain list would hold. */
    final class ModelAgrees implements Invariant {
        @Override
        public void check(World world) {
            world.model.agreesWith(world);
        }
    }
}
