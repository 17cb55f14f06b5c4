package io.restante.mailbox.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.restante.base.Epoch;
import io.restante.base.MessageId;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.KnownId;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxReply;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.OpenMessage;
import io.restante.session.SessionSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a mailbox must be after the inputs it has heard, kept in a plain list and worked out without any of the room's code. What depends on when
 * somebody looks (expiry, death, eviction) it takes from what happened, and says whether that could be.
 */
final class Model {
    /** Where a message is. */
    enum Place {
        HELD,
        DEAD,
        LEFT,
        /** It left because of the time or for want of room, not because somebody asked. */
        GAVE_WAY
    }

    /** @param certain whether it is known when it left */
    record Kept(HeldMessage message, Place place, Instant since, boolean certain) {}

    /** What the model knows, to come back to. */
    record Memory(Map<Long, Kept> kept, Map<String, Long> heard, Optional<Epoch> current) {}

    private final MailboxRules rules;
    private final TreeMap<Long, Kept> kept = new TreeMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private Optional<Epoch> current = Optional.empty();

    Model(MailboxRules rules) {
        this.rules = rules;
    }

    Memory memory() {
        return new Memory(new TreeMap<>(kept), new HashMap<>(heard), current);
    }

    void remember(Memory memory) {
        kept.clear();
        kept.putAll(memory.kept());
        heard.clear();
        heard.putAll(memory.heard());
        current = memory.current();
    }

    List<Long> held() {
        return in(Place.HELD);
    }

    List<Long> in(Place place) {
        return kept.values().stream()
                .filter(each -> each.place() == place)
                .map(each -> each.message().sequence())
                .toList();
    }

    /** @param held what the mailbox held before */
    void hear(World.Input input, List<World.Outcome> outcomes, List<HeldMessage> held, boolean caughtUp) {
        if (input.offset() <= heard.getOrDefault(input.topic(), -1L)) {
            onlyTold(input, outcomes, caughtUp);
            return;
        }
        heard.put(input.topic(), input.offset());
        if (input.value() instanceof SessionSignal signal) {
            current = switch (signal) {
                case SessionSignal.Opened opened -> Optional.of(new Epoch(input.offset()));
                case SessionSignal.Closed closed -> current.filter(epoch -> !epoch.equals(closed.epoch()));
                case SessionSignal.Heartbeat heartbeat -> current;
                case SessionSignal.Draining draining -> current;
            };
        }
        List<MailboxEvent> events =
                outcomes.stream().flatMap(each -> each.events().stream()).toList();
        if (input.value() instanceof AddMessage add) {
            added(input, add, events);
        } else if (input.value() instanceof CommandRequest request) {
            asked(input, request.command(), events, held, caughtUp);
        }
        events.forEach(event -> happened(input, event, caughtUp));
    }

    /** What was processed before may be told again; it may not happen again. */
    private static void onlyTold(World.Input input, List<World.Outcome> outcomes, boolean caughtUp) {
        if (caughtUp && (input.value() instanceof AddMessage || input.value() instanceof CommandRequest)) {
            assertThat(outcomes)
                    .as("a record processed twice happens once: %s", input)
                    .allMatch(World.Outcome::again);
        }
    }

    private void added(World.Input input, AddMessage add, List<MailboxEvent> events) {
        MessageId id = add.id().orElseGet(() -> MessageId.ofRecord(input.topic(), 0, input.offset()));
        Optional<Kept> same = kept.values().stream()
                .filter(each -> each.message().id().equals(id) && remembered(each, input.time()))
                .findFirst();
        boolean stored = events.stream().anyMatch(MailboxEvent.MessageStored.class::isInstance);
        boolean refused = events.stream().anyMatch(MailboxEvent.MessageRefused.class::isInstance);
        if (same.isPresent() && same.get().certain()) {
            assertThat(stored || refused)
                    .as("an id that is remembered is one message: %s", input)
                    .isFalse();
        } else if (same.isEmpty()) {
            assertThat(stored || refused)
                    .as("NothingLost: a message is accepted or refused with a record: %s", input)
                    .isTrue();
        }
        if (refused) {
            long bytes = kept.values().stream()
                    .filter(each -> each.place() == Place.HELD)
                    .mapToLong(each -> each.message().size())
                    .sum();
            assertThat(held().size() + 1 > rules.limitMessages()
                            || bytes + add.payload().size() > rules.limitBytes())
                    .as("only a full mailbox refuses: %s", input)
                    .isTrue();
        }
    }

    private boolean remembered(Kept each, Instant now) {
        if (each.place() == Place.DEAD) {
            return true;
        }
        Instant end = each.place() == Place.HELD ? each.message().expiresAt().orElse(Instant.MAX) : each.since();
        return now.minus(rules.dedupeWindow()).isBefore(end);
    }

    private void asked(
            World.Input input,
            MailboxCommand command,
            List<MailboxEvent> events,
            List<HeldMessage> held,
            boolean caughtUp) {
        switch (command) {
            case MailboxCommand.AcknowledgeMessages acknowledge ->
                leave(input, each -> acknowledge.ids().contains(each.id()));
            case MailboxCommand.AcknowledgeAll all ->
                leave(input, each -> each.recipients().contains(all.recipient()));
            case MailboxCommand.PurgeMessages purge -> {
                if (!purge.dryRun()) {
                    leave(input, each -> each.isFor(purge.recipient()));
                }
            }
            case MailboxCommand.PutBackMessage putBack ->
                kept.replaceAll((sequence, each) ->
                        each.place() == Place.DEAD && each.message().id().equals(putBack.id())
                                ? new Kept(each.message(), Place.HELD, input.time(), true)
                                : each);
            case MailboxCommand.TakeMessages take -> {
                if (caughtUp) {
                    taken(input, take, events, held);
                }
            }
        }
    }

    private void leave(World.Input input, java.util.function.Predicate<HeldMessage> which) {
        kept.replaceAll((sequence, each) -> each.place() == Place.HELD && which.test(each.message())
                ? new Kept(each.message(), Place.LEFT, input.time(), true)
                : each);
    }

    /** Oldest first, what is for the recipient and not leased, as many as fit, but always one. */
    private void taken(
            World.Input input, MailboxCommand.TakeMessages take, List<MailboxEvent> events, List<HeldMessage> held) {
        int limit = Math.min(take.limit().orElse(rules.pageMaximum()), rules.pageMaximum());
        long room = Math.min(take.limitBytes().orElse(rules.pageBytes()), rules.pageBytes());
        List<MessageId> expected = new ArrayList<>();
        for (HeldMessage each : held) {
            boolean hidden = each.handOut()
                    .filter(out -> out.leased() && input.time().isBefore(out.due()))
                    .isPresent();
            if (hidden
                    || take.recipient()
                            .filter(did -> !each.recipients().contains(did))
                            .isPresent()) {
                continue;
            }
            room -= each.size();
            if (expected.size() == limit || (room < 0 && !expected.isEmpty())) {
                break;
            }
            expected.add(each.id());
        }
        List<MessageId> answered = events.stream()
                .filter(MailboxEvent.CommandAnswered.class::isInstance)
                .map(event -> ((MailboxEvent.CommandAnswered) event).reply())
                .flatMap(reply -> ((MailboxReply.Taken) reply).messages().stream())
                .map(OpenMessage::id)
                .toList();
        assertThat(answered).as("what a take answers: %s", input).isEqualTo(expected);
    }

    private void happened(World.Input input, MailboxEvent event, boolean caughtUp) {
        if (event instanceof MailboxEvent.MessageStored stored) {
            kept.putIfAbsent(stored.message().sequence(), new Kept(stored.message(), Place.HELD, input.time(), true));
        } else if (event instanceof MailboxEvent.MessageDropped dropped && dropped.why() != LedgerEntry.Step.PURGED) {
            HeldMessage message = dropped.message();
            if (dropped.why() == LedgerEntry.Step.EXPIRED) {
                assertThat(message.expiredAt(input.time()))
                        .as("nothing expires before its time: %s", event)
                        .isTrue();
            } else {
                assertThat(held())
                        .as("the oldest is evicted first: %s", event)
                        .first()
                        .isEqualTo(message.sequence());
            }
            kept.put(message.sequence(), new Kept(message, Place.GAVE_WAY, dropped.at(), true));
        } else if (event instanceof MailboxEvent.MessageDied died) {
            kept.put(died.message().sequence(), new Kept(died.message(), Place.DEAD, died.at(), true));
        } else if (event instanceof MailboxEvent.MessageHandedOut out) {
            assertThat(Optional.of(out.window().epoch()))
                    .as("NoHandOutToStaleEpoch: %s at %s", out.message(), input)
                    .isEqualTo(current);
            assertThat(caughtUp || !(input.value() instanceof io.restante.base.Tick))
                    .as("nothing is handed out before it has caught up")
                    .isTrue();
        }
    }

    /** After a crash, what the time did to messages may have come through though nobody was told, or have been told and not come through. */
    void recovered(World world, boolean replayed) {
        List<Long> heldNow = world.held().stream().map(HeldMessage::sequence).toList();
        List<Long> deadNow = world.sequences(io.restante.contract.MailboxLayout.Kind.DEAD);
        kept.replaceAll((sequence, each) -> {
            boolean isHeld = heldNow.contains(sequence);
            boolean isDead = deadNow.contains(sequence) && !isHeld;
            return switch (each.place()) {
                case HELD -> {
                    if (!isHeld && isDead) {
                        yield new Kept(each.message(), Place.DEAD, world.now, false);
                    }
                    // Its death was forgotten, and then it was still there when it was asked to leave.
                    if (replayed && !isHeld && askedToLeave(world, each.message())) {
                        yield new Kept(each.message(), Place.LEFT, world.now, false);
                    }
                    // A step that evicted and tore has its effect, and its record is lost.
                    yield !isHeld && gaveWay(world, each.message())
                            ? new Kept(each.message(), Place.GAVE_WAY, world.now, false)
                            : each;
                }
                case DEAD -> {
                    if (isHeld) {
                        yield new Kept(each.message(), Place.HELD, world.now, false);
                    }
                    // Its death was forgotten, and then it was the oldest, or it was over.
                    yield !isDead && gaveWay(world, each.message())
                            ? new Kept(each.message(), Place.GAVE_WAY, world.now, false)
                            : each;
                }
                case GAVE_WAY -> {
                    if (isHeld) {
                        yield new Kept(each.message(), Place.HELD, world.now, false);
                    }
                    // Its end was forgotten, and then it was still there when it was asked to leave.
                    Instant since = askedToLeave(world, each.message()) ? world.now : each.since();
                    yield new Kept(each.message(), isDead ? Place.DEAD : Place.GAVE_WAY, since, false);
                }
                case LEFT -> each;
            };
        });
    }

    private static boolean askedToLeave(World world, HeldMessage message) {
        return world.log.stream()
                .dropWhile(input -> !(input.value() instanceof AddMessage) || input.offset() != message.sequence())
                .map(World.Input::value)
                .filter(CommandRequest.class::isInstance)
                .map(request -> ((CommandRequest) request).command())
                .anyMatch(command -> switch (command) {
                    case MailboxCommand.AcknowledgeMessages named -> named.ids().contains(message.id());
                    case MailboxCommand.AcknowledgeAll all ->
                        message.recipients().contains(all.recipient());
                    case MailboxCommand.PurgeMessages purge -> !purge.dryRun() && message.isFor(purge.recipient());
                    case MailboxCommand.TakeMessages take -> false;
                    case MailboxCommand.PutBackMessage back -> false;
                });
    }

    private boolean gaveWay(World world, HeldMessage message) {
        boolean evicted = rules.overflow() == MailboxRules.Overflow.EVICT_OLDEST
                && world.contents()
                        .known(message.id())
                        .flatMap(KnownId::endedAt)
                        .isPresent();
        return evicted || message.expiredAt(world.now);
    }

    /** Compares what is held with what must be. */
    void agreesWith(World world) {
        Map<Long, Kept> held = kept.values().stream()
                .filter(each -> each.place() == Place.HELD)
                .collect(Collectors.toMap(each -> each.message().sequence(), each -> each));
        for (HeldMessage message : world.held()) {
            if (held.remove(message.sequence()) == null) {
                fail(
                        "AcknowledgedStaysAcknowledged: held although it left: %s, %s",
                        message, kept.get(message.sequence()));
            }
        }
        assertThat(held.keySet())
                .as("NothingLost: accepted, not ended, and not held")
                .isEmpty();
        assertThat(world.sequences(io.restante.contract.MailboxLayout.Kind.DEAD))
                .as("NothingLost: dead letters")
                .isEqualTo(in(Place.DEAD));
    }
}
