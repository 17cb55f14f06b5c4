package io.restante.app.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.restante.base.Rejection;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.mailbox.Census;
import io.restante.mailbox.CensusReport;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxEvent.BacklogDelivered;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxEvent.CursorMoved;
import io.restante.mailbox.MailboxEvent.FrontMoved;
import io.restante.mailbox.MailboxEvent.HandOutLapsed;
import io.restante.mailbox.MailboxEvent.MessageAcknowledged;
import io.restante.mailbox.MailboxEvent.MessageDied;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.MessagePutBack;
import io.restante.mailbox.MailboxEvent.MessageRefused;
import io.restante.mailbox.MailboxEvent.MessageStored;
import io.restante.mailbox.MailboxEvent.MessageTaken;
import io.restante.mailbox.MailboxEvent.Pushing;
import io.restante.mailbox.MailboxEvent.SessionJoined;
import io.restante.mailbox.MailboxEvent.SessionLeft;
import io.restante.mailbox.MailboxEvent.WaitUnanswered;
import io.restante.mailbox.MailboxEvent.WakeSet;
import io.restante.push.PushEvent;
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
import io.restante.push.PushOutcome;
import io.restante.session.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Counts what the topology of this instance does, and what its mailboxes hold. */
public final class TopologyMeters implements Witness {
    private static final List<Step> WAYS_OUT = List.of(Step.EXPIRED, Step.EVICTED, Step.PURGED);

    /** The room that gives up on messages whose attempts are spent. */
    private static final String DELIVERY = "delivery";

    private static final String THROTTLED = "throttled";
    private static final String CANCELLED = "cancelled";

    private final Map<Integer, Census> censuses = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final LongAdder stored;
    private final LongAdder handOuts;
    private final LongAdder redeliveries;
    private final LongAdder acknowledgements;
    private final LongAdder takes;
    private final LongAdder putBacks;
    private final LongAdder pushRequests;
    private final LongAdder grants;
    private final Map<Step, LongAdder> dropped = new EnumMap<>(Step.class);
    private final Map<EndReason, LongAdder> ends = new EnumMap<>(EndReason.class);
    private final Tally rejections;
    private final Tally refusals;
    private final Tally deadLetters;
    private final Tally pushes;

    public TopologyMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.stored = Tally.counter(registry, Meters.STORED);
        this.handOuts = Tally.counter(registry, Meters.HAND_OUTS);
        this.redeliveries = Tally.counter(registry, Meters.REDELIVERIES);
        this.acknowledgements = Tally.counter(registry, Meters.ACKNOWLEDGEMENTS);
        this.takes = Tally.counter(registry, Meters.TAKES);
        this.putBacks = Tally.counter(registry, Meters.PUT_BACKS);
        this.pushRequests = Tally.counter(registry, Meters.PUSH_REQUESTS);
        this.grants = Tally.counter(registry, Meters.SESSION_GRANTS);
        for (Step step : WAYS_OUT) {
            dropped.put(step, Tally.counter(registry, Meters.DROPPED, "why", step.word()));
        }
        for (EndReason reason : EndReason.values()) {
            ends.put(reason, Tally.counter(registry, Meters.SESSION_ENDS, "reason", reason.word()));
        }
        this.rejections = new Tally(
                registry, Meters.REJECTIONS, "reason", List.of("quota-full", Rejection.ALREADY_DONE.reason()));
        this.pushes = new Tally(
                registry,
                Meters.PUSHES,
                "outcome",
                Stream.concat(Stream.of(PushOutcome.values()).map(PushOutcome::word), Stream.of(THROTTLED, CANCELLED))
                        .toList());
        this.refusals = new Tally(registry, Meters.SESSION_REFUSALS, "reason", List.of());
        this.deadLetters = new Tally(
                registry,
                Meters.DEAD_LETTERS,
                "room",
                Stream.concat(
                                Stream.of(DELIVERY),
                                Topics.OF_DELIVERY.stream().filter(Topic::input).map(Topic::room))
                        .distinct()
                        .toList());
        gauge(registry, Meters.HOLDING, CensusReport::holding);
        gauge(registry, Meters.HELD_MESSAGES, CensusReport::messages);
        gauge(registry, Meters.HELD_BYTES, CensusReport::bytes);
        gauge(registry, Meters.HANDED_OUT, CensusReport::handedOut);
        gauge(registry, Meters.DEAD, CensusReport::dead);
        gauge(registry, Meters.SESSIONS, report -> report.sessions().values().stream()
                .mapToLong(Long::longValue)
                .sum());
        Gauge.builder(Meters.DEEPEST, this, TopologyMeters::deepest).register(registry);
        Gauge.builder(Meters.OLDEST_AGE, this, meters -> seconds(meters.oldestAge()))
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder(
                        Meters.CENSUS_COMPLETE,
                        this,
                        meters -> meters.reports().stream().allMatch(CensusReport::complete) ? 1 : 0)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, ToLongFunction<CensusReport> number) {
        Gauge.builder(name, this, meters -> meters.reports().stream()
                        .mapToLong(number)
                        .sum())
                .register(registry);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What each partition's census said last. */
    public Collection<CensusReport> reports() {
        return censuses.values().stream().map(Census::report).toList();
    }

    private long deepest() {
        return reports().stream()
                .flatMap(report -> report.deepest().stream().limit(1))
                .mapToLong(CensusReport.Standing::messages)
                .max()
                .orElse(0);
    }

    /** How long the message has waited that waits longest here; zero when none does. */
    public Duration oldestAge() {
        Instant now = clock.instant();
        return reports().stream()
                .flatMap(report -> report.oldest().stream())
                .map(CensusReport.Standing::oldestAt)
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .map(at -> Duration.between(at, now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    @Override
    public Census census(int partition) {
        return censuses.computeIfAbsent(partition, first -> new Census());
    }

    @Override
    public void stopped(int partition) {
        censuses.remove(partition);
    }

    @Override
    public void happened(List<MailboxEvent> events) {
        for (MailboxEvent event : events) {
            happened(event);
        }
    }

    private void happened(MailboxEvent event) {
        switch (event) {
            case MessageStored message -> stored.increment();
            case MessageHandedOut out -> {
                handOuts.increment();
                if (out.message().attempts() > 1) {
                    redeliveries.increment();
                }
            }
            case MessageAcknowledged acknowledged -> acknowledgements.increment();
            case MessageTaken taken -> takes.increment();
            case MessageRefused refused -> rejections.add(refused.refused().reason());
            case MessageDropped left -> {
                LongAdder count = dropped.get(left.why());
                if (count != null) {
                    count.increment();
                }
            }
            case MessageDied died -> deadLetters.add(DELIVERY);
            case MessagePutBack back -> putBacks.increment();
            case Pushing push -> knocked(push.event());
            // These change what the mailbox knows; nobody asks how often.
            case HandOutLapsed lapsed -> {}
            case WaitUnanswered unanswered -> {}
            case SessionJoined joined -> {}
            case SessionLeft left -> {}
            case BacklogDelivered delivered -> {}
            case CursorMoved moved -> {}
            case FrontMoved moved -> {}
            case WakeSet wake -> {}
            case CommandAnswered answered -> {}
        }
    }

    private void knocked(PushEvent event) {
        switch (event) {
            case KnockIssued issued -> pushRequests.increment();
            case KnockSettled settled -> pushes.add(settled.outcome().word());
            case KnockAnswered answered -> {
                PushOutcome outcome = answered.result().outcome();
                // Any other outcome settles the knock, and is counted there.
                if (outcome == PushOutcome.RETRY || outcome == PushOutcome.NOT_CONFIGURED) {
                    pushes.add(outcome.word());
                }
            }
            case KnockThrottled throttled -> pushes.add(THROTTLED);
            case KnockCancelled cancelled -> pushes.add(CANCELLED);
            case KnockPostponed postponed -> {}
            case TargetNamed named -> {}
            case TargetRegistered registered -> {}
            case TargetRemoved removed -> {}
            case TargetGone gone -> {}
            case Seen seen -> {}
            case LookPlanned planned -> {}
        }
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection.reason());
    }

    @Override
    public void sessionGranted() {
        grants.increment();
    }

    @Override
    public void sessionRefused(String reason) {
        refusals.add(reason);
    }

    @Override
    public void sessionEnded(EndReason reason) {
        LongAdder count = ends.get(reason);
        if (count != null) {
            count.increment();
        }
    }

    @Override
    public void deadLetter(String room) {
        deadLetters.add(room);
    }
}
