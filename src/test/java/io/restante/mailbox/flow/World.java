package io.restante.mailbox.flow;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.PushTarget;
import io.restante.base.SessionId;
import io.restante.base.Tick;
import io.restante.base.Urgency;
import io.restante.contract.IdPage;
import io.restante.contract.MailboxForms;
import io.restante.contract.MailboxLayout;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.StoredMailbox;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxDecider;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.ReplyAddress;
import io.restante.session.EndReason;
import io.restante.session.SessionDecider;
import io.restante.session.SessionEvent;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import io.restante.session.flow.SessionProcessor;
import io.restante.store.JournaledStore;
import io.restante.store.WriteBehindStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.NullUnmarked;

/**
 * One mailbox in one partition: the log of its inputs, the real processors over stores in memory, and the ways both can fail. Commits and
 * crashes when it is told.
 */
@NullUnmarked
final class World {
    static final MailboxId MAILBOX = new MailboxId("alice");
    static final String RECIPIENT = "did:alice";
    static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId("here");

    /** A record of an input. */
    record Input(String topic, long offset, Instant time, Object value) {}

    /** What one record made happen. */
    record Outcome(Input input, List<MailboxEvent> events, boolean again, boolean caughtUp) {}

    final MailboxRules rules;
    final DeliveryRules delivery;
    private final JournaledStore stored = new JournaledStore(Store.MAILBOX_ENTRIES.name());
    private final JournaledStore storedSessions = new JournaledStore(Store.SESSION_ENTRIES.name());
    private final long waitingBytes;
    WriteBehindStore store;
    private WriteBehindStore sessions;
    final List<Input> log = new ArrayList<>();
    private final Map<String, Long> next = new HashMap<>();
    final Model model;
    final List<MessageId> added = new ArrayList<>();
    private final List<Epoch> epochs = new ArrayList<>();
    Instant now = START;

    /** Ids on pages that were committed when the last tick came. */
    Set<IdPage.Ended> forgettable = Set.of();

    private boolean caughtUp = true;

    /** Whether it has died before. */
    boolean crashed;

    private int committed;
    private Model.Memory atCommit;
    private int payloads;

    private final MockProcessorContext<MailboxId, MailboxHappened> happened;
    private final MockProcessorContext<MailboxId, Object> commanded;
    private final MockProcessorContext<Object, Object> signalled;
    private final MockProcessorContext<Void, Void> forgetful;
    private AddMessageProcessor adding;
    private CommandProcessor commanding;
    private MailboxSessionProcessor following;
    private WakeProcessor waking;
    private ForgetProcessor forgetting;
    private SessionProcessor granting;

    /** @param waitingBytes beyond which the stores write what waits in the middle of things */
    World(Contexts contexts, MailboxRules rules, DeliveryRules delivery, long waitingBytes) {
        this.waitingBytes = waitingBytes;
        this.happened = contexts.happened;
        this.commanded = contexts.commanded;
        this.signalled = contexts.signalled;
        this.forgetful = contexts.forgetful;
        happened.resetForwards();
        commanded.resetForwards();
        signalled.resetForwards();
        this.rules = rules;
        this.delivery = delivery;
        this.model = new Model(rules);
        start();
        write(Topics.SESSION_EVENTS.name(), new Heartbeat(GATEWAY, "run"));
        commit();
    }

    private void start() {
        store = new WriteBehindStore(stored, Store.MAILBOX_ENTRIES.order(), waitingBytes, Runnable::run);
        sessions = new WriteBehindStore(storedSessions, Store.SESSION_ENTRIES.order(), waitingBytes);
        happened.addStateStore(store);
        commanded.addStateStore(store);
        signalled.addStateStore(sessions);
        forgetful.addStateStore(store);
        Progress progress = new Told();
        MailboxDecider decider = new MailboxDecider(rules, delivery);
        adding = started(new AddMessageProcessor(decider, progress, Witness.NOBODY), happened);
        commanding =
                started(new CommandProcessor(decider, progress, Witness.NOBODY, "deferred", "delivery"), commanded);
        following = started(new MailboxSessionProcessor(decider, progress, Witness.NOBODY), happened);
        waking = started(new WakeProcessor(decider, progress, Witness.NOBODY), happened);
        granting = started(
                new SessionProcessor(
                        new SessionDecider(SessionRules.DEFAULTS), progress, Witness.NOBODY, 0, "grants", "misplaced"),
                signalled);
        forgetting = started(new ForgetProcessor(rules.dedupeWindow(), progress), forgetful);
    }

    private static <KO, VO, P extends Processor<?, ?, KO, VO>> P started(P processor, MockProcessorContext<KO, VO> in) {
        processor.init(in);
        return processor;
    }

    /** Does what the step says and lets the model hear of it. */
    void take(Step step) {
        switch (step) {
            case Step.Add add -> add(add);
            case Step.Acknowledge acknowledge ->
                ask(new MailboxCommand.AcknowledgeMessages(
                        List.of(message(acknowledge.first()), message(acknowledge.second()))));
            case Step.AcknowledgeAll all -> ask(new MailboxCommand.AcknowledgeAll(RECIPIENT));
            case Step.Purge purge ->
                ask(new MailboxCommand.PurgeMessages(recipient(purge.recipient()), purge.dryRun()));
            case Step.PutBack putBack -> ask(new MailboxCommand.PutBackMessage(message(putBack.message())));
            case Step.Take take ->
                ask(new MailboxCommand.TakeMessages(
                        take.limit() == 0 ? OptionalInt.empty() : OptionalInt.of(take.limit()),
                        take.bytes() == 0 ? OptionalLong.empty() : OptionalLong.of(take.bytes()),
                        recipient(take.recipient()),
                        Optional.of(Duration.ofSeconds(take.leaseSeconds())).filter(Duration::isPositive)));
            case Step.Open open -> {
                epochs.add(new Epoch(next.get(Topics.SESSION_EVENTS.name())));
                signal(new Opened(new SessionId("s"), GATEWAY, "run", "c" + epochs.size(), Optional.empty()));
            }
            case Step.Close close -> {
                if (close.back() < epochs.size()) {
                    signal(new Closed(
                            epochs.get(epochs.size() - 1 - close.back()), EndReason.CLOSED, Optional.empty()));
                }
            }
            case Step.Pass pass -> pass(Duration.ofMillis(pass.millis()));
            case Step.Again again -> process(log.getLast());
            case Step.Commit commit -> commit();
            case Step.Crash crash -> crash(crash);
        }
    }

    private void add(Step.Add add) {
        long offset = next.getOrDefault(Topics.MAILBOX_MESSAGES.name(), 0L);
        Optional<MessageId> id = Optional.of(new MessageId("id-" + add.id())).filter(given -> add.id() >= 0);
        added.add(id.orElse(MessageId.ofRecord(Topics.MAILBOX_MESSAGES.name(), 0, offset)));
        String text = "\"" + payloads++ + "x".repeat(add.size()) + "\"";
        write(
                Topics.MAILBOX_MESSAGES.name(),
                new AddMessage(
                        id,
                        add.recipient() ? List.of(RECIPIENT) : List.of(),
                        Payload.ofText(text),
                        Optional.of(Duration.ofSeconds(add.ttlSeconds())).filter(ttl -> add.ttlSeconds() >= 0),
                        Urgency.NORMAL,
                        Optional.empty(),
                        Optional.<PushTarget>of(new PushTarget.Fcm("device")).filter(target -> add.push())));
    }

    private MessageId message(int fromNewest) {
        return fromNewest < added.size() ? added.get(added.size() - 1 - fromNewest) : new MessageId("nobody");
    }

    private static Optional<String> recipient(boolean one) {
        return one ? Optional.of(RECIPIENT) : Optional.empty();
    }

    void ask(MailboxCommand command) {
        write(
                Topics.MAILBOX_COMMANDS.name(),
                new CommandRequest(
                        command, Optional.of(new ReplyAddress(GATEWAY, "q" + log.size())), OptionalLong.empty(), 0));
    }

    private void signal(SessionSignal signal) {
        write(Topics.SESSION_EVENTS.name(), signal);
    }

    void pass(Duration time) {
        now = now.plus(time);
        write(Topics.CLOCK_TICKS.name(), new Tick(now));
    }

    private void write(String topic, Object value) {
        long offset = next.merge(topic, 1L, Long::sum) - 1;
        Input input = new Input(topic, offset, now, value);
        log.add(input);
        process(input);
    }

    void commit() {
        store.flushCache();
        sessions.flushCache();
        stored.commit();
        storedSessions.commit();
        committed = log.size();
        atCommit = model.memory();
    }

    /** Dies, comes back with what survived, and reads again what was not committed. */
    private void crash(Step.Crash crash) {
        crashed = true;
        if (crash.flushing()) {
            store.flushCache();
            sessions.flushCache();
        }
        stored.crash((int) Math.round(crash.share() * stored.uncommitted()));
        storedSessions.crash((int) Math.round(crash.sessions() * storedSessions.uncommitted()));
        start();
        if (stored.uncommitted() == 0) {
            model.remember(atCommit);
        }
        model.recovered(this, false);
        caughtUp = false;
        List<Input> again = List.copyOf(log.subList(committed, log.size()));
        again.forEach(this::process);
        caughtUp = true;
        // The first tick mends what a tick tore.
        pass(Duration.ZERO);
        model.recovered(this, true);
        commit();
    }

    /** Takes over again, with a store in which what the other instance wrote lies over what was never in its changelog: the mailbox plans what the index has lost. */
    void takeOverWithoutPlans() {
        commit();
        keys(MailboxLayout.firstWake(Instant.EPOCH), MailboxLayout.firstWake(Instant.ofEpochMilli(Long.MAX_VALUE)))
                .forEach(stored::delete);
        stored.commit();
        start();
    }

    /** Applies a record of the log. */
    @SuppressWarnings("unchecked")
    void process(Input input) {
        List<Outcome> outcomes = new ArrayList<>();
        List<HeldMessage> held = held();
        switch (input.value()) {
            case AddMessage add -> {
                at(happened, input);
                adding.process(new Record<>(MAILBOX, add, input.time().toEpochMilli()));
            }
            case CommandRequest request -> {
                at(commanded, input);
                commanding.process(new Record<>(MAILBOX, request, input.time().toEpochMilli()));
            }
            case SessionSignal signal -> {
                at(signalled, input);
                at(happened, input);
                granting.process(new Record<>(
                        signal instanceof Heartbeat ? null : MAILBOX.value(),
                        signal,
                        input.time().toEpochMilli()));
                signalled
                        .forwarded()
                        .forEach(each ->
                                following.process(each.record().withKey(MAILBOX).withValue((SessionEvent)
                                        each.record().value())));
                signalled.resetForwards();
            }
            case Tick tick -> {
                at(happened, input);
                waking.process(new Record<>(null, tick, input.time().toEpochMilli()));
                forgettable = paged(true);
                forgetting.process(new Record<>(null, tick, input.time().toEpochMilli()));
            }
            default -> throw new AssertionError("no input: " + input);
        }
        happened.forwarded()
                .forEach(each -> outcomes.add(outcome(input, each.record().value())));
        commanded
                .forwarded()
                .forEach(each -> outcomes.add(
                        outcome(input, (MailboxHappened) each.record().value())));
        happened.resetForwards();
        commanded.resetForwards();
        model.hear(input, outcomes, held, caughtUp);
    }

    private static void at(MockProcessorContext<?, ?> context, Input input) {
        context.setRecordMetadata(input.topic(), 0, input.offset());
    }

    private Outcome outcome(Input input, MailboxHappened told) {
        return new Outcome(input, told.events(), told.again(), caughtUp);
    }

    MailboxHead head() {
        return contents().head();
    }

    StoredMailbox contents() {
        return new StoredMailbox(store, MAILBOX);
    }

    List<HeldMessage> held() {
        return contents().messages(0, Long.MAX_VALUE, Integer.MAX_VALUE, held -> true, held -> false);
    }

    /** Sequences that have an entry of the kind. */
    List<Long> sequences(MailboxLayout.Kind kind) {
        List<Long> sequences = new ArrayList<>();
        keys(MailboxLayout.entry(kind, MAILBOX, 0), MailboxLayout.entry(kind, MAILBOX, Long.MAX_VALUE))
                .forEach(key -> sequences.add(MailboxLayout.sequence(key)));
        return sequences;
    }

    /** Ids to forget: those on pages that are committed, or all of them. */
    Set<IdPage.Ended> paged(boolean committed) {
        Set<IdPage.Ended> ids = new HashSet<>();
        keys(MailboxLayout.firstForget(Instant.EPOCH), MailboxLayout.firstForget(Instant.ofEpochMilli(Long.MAX_VALUE)))
                .stream()
                .filter(key -> !committed || !store.waits(key))
                .forEach(key -> ids.addAll(store.get(key, MailboxForms.PAGE).ids()));
        return ids;
    }

    List<Bytes> keys(Bytes from, Bytes to) {
        List<Bytes> keys = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
            while (range.hasNext()) {
                KeyValue<Bytes, byte[]> entry = range.next();
                keys.add(entry.key);
            }
        }
        return keys;
    }

    /** Says that it has caught up as the world does. */
    private final class Told implements Progress {
        @Override
        public void started(int partition) {}

        @Override
        public void applied(String topic, int partition, long offset) {}

        @Override
        public boolean reached(String topic, int partition, long offset) {
            return true;
        }

        @Override
        public boolean caughtUp(int partition) {
            return caughtUp;
        }

        @Override
        public boolean waitedFor(int partition) {
            return caughtUp;
        }

        @Override
        public void stopped(int partition) {}
    }
}
