package io.restante.replay.diff;

import io.restante.base.MailboxId;
import io.restante.contract.MailboxLayout;
import io.restante.contract.SessionLayout;
import io.restante.contract.Store;
import io.restante.contract.StoredMailbox;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.Marks;
import io.restante.replay.Brokers;
import io.restante.replay.LogReading;
import io.restante.replay.ReplayException;
import io.restante.replay.ReplayPlan;
import io.restante.replay.ShadowName;
import io.restante.replay.diff.Difference.Kind;
import io.restante.session.LiveSession;
import io.restante.session.Seat;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/**
 * Compares the live application with a shadow, at the position the shadow stands at. The live one may be at work: it must have come as far, and what it touched since is left out.
 */
public final class StoreDiff {
    /** Time in which a running application has written down what it was about to write when it was looked at. */
    private static final Duration A_COMMIT = Duration.ofSeconds(3);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Brokers brokers;
    private final LogReading log;
    private final Path folder;
    private final String live;
    private final ShadowName name;
    private final String shadow;
    private final RuleChange rules;
    private final Set<String> moved = new HashSet<>();
    private Map<TopicPartition, Long> position = Map.of();

    /**
     * @param folder where sorted copies are kept meanwhile
     * @param live its application id
     */
    public StoreDiff(Brokers brokers, LogReading log, Path folder, String live, ShadowName name, RuleChange rules) {
        this.brokers = brokers;
        this.log = log;
        this.folder = folder;
        this.live = live;
        this.name = name;
        this.shadow = name.applicationId(live);
        this.rules = rules;
    }

    /**
     * Compares them.
     *
     * @param patience how long the live application is waited for to come as far as the shadow
     * @throws ReplayException when it does not, or the shadow is at work
     */
    public DiffReport run(Duration patience) {
        if (brokers.members(shadow) > 0) {
            throw new ReplayException(
                    "The shadow " + name + " is at work; stop it first, so that it stands somewhere.");
        }
        position = brokers.committed(shadow);
        position.keySet().retainAll(brokers.places(ReplayPlan.inputs()));
        if (position.isEmpty()) {
            throw new ReplayException(
                    "There is no shadow " + name + " here. Begin one with `restante replay shadow " + name + "`.");
        }
        awaitLive(patience);
        DiffReport report = new DiffReport(live, "shadow " + name, rules, position);
        try (SortedCopy lives = new SortedCopy(folder);
                SortedCopy shadows = new SortedCopy(folder)) {
            mailboxes(lives, shadows, report);
        }
        try (SortedCopy lives = new SortedCopy(folder);
                SortedCopy shadows = new SortedCopy(folder)) {
            sessions(lives, shadows, report);
        }
        try (SortedCopy lives = new SortedCopy(folder);
                SortedCopy shadows = new SortedCopy(folder)) {
            outputs(new Outputs(lives, position), new Outputs(shadows, position), report);
        }
        return report;
    }

    private void awaitLive(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!behind().isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new ReplayException("The live application " + live + " has not come as far as the shadow on "
                        + behind() + ". Wait for it, or begin the shadow anew and run it with `--until live`.");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        Map<TopicPartition, Long> now = new HashMap<>(brokers.committed(live));
        now.keySet().retainAll(position.keySet());
        log.read(position, now, record -> {
            if (record.key() != null) {
                moved.add(new String(record.key(), StandardCharsets.UTF_8));
            }
        });
    }

    private Set<TopicPartition> behind() {
        Map<TopicPartition, Long> committed = brokers.committed(live);
        Set<TopicPartition> behind = new HashSet<>();
        position.forEach((place, offset) -> {
            if (offset > 0 && committed.getOrDefault(place, 0L) < offset) {
                behind.add(place);
            }
        });
        return behind;
    }

    private void load(Store store, SortedCopy lives, SortedCopy shadows, boolean mailboxes) {
        Set<TopicPartition> changelog = brokers.places(Set.of(live + "-" + store.name() + "-changelog"));
        Map<TopicPartition, Long> ends = brokers.latest(changelog);
        log.read(brokers.earliest(changelog), ends, record -> lives.put(record.key(), record.value()));
        Set<TopicPartition> theirs = brokers.places(Set.of(shadow + "-" + store.name() + "-changelog"));
        log.read(brokers.earliest(theirs), brokers.latest(theirs), record -> shadows.put(record.key(), record.value()));
        if (brokers.members(live) > 0) {
            LockSupport.parkNanos(A_COMMIT.toNanos());
            log.read(ends, brokers.latest(changelog), record -> {
                Bytes key = Bytes.wrap(record.key());
                (mailboxes ? MailboxLayout.mailboxOfHead(key).map(MailboxId::value) : SessionLayout.seatOf(key))
                        .ifPresent(moved::add);
            });
        }
    }

    private void mailboxes(SortedCopy lives, SortedCopy shadows, DiffReport report) {
        load(Store.MAILBOX_ENTRIES, lives, shadows, true);
        Merge.keys(
                lives.keys(),
                shadows.keys(),
                key -> MailboxLayout.mailboxOfHead(Bytes.wrap(key)).isPresent(),
                (key, side) -> {
                    MailboxId mailbox =
                            MailboxLayout.mailboxOfHead(Bytes.wrap(key)).orElseThrow();
                    StoredMailbox here = new StoredMailbox(lives, mailbox);
                    if (moved.contains(mailbox.value())
                            || isBeyond(mailbox, here.head().marks())) {
                        moved.add(mailbox.value());
                        report.movedOn();
                        return;
                    }
                    report.compared();
                    MailboxComparison.of(mailbox.value(), here, new StoredMailbox(shadows, mailbox))
                            .forEach(difference -> add(report, difference));
                });
    }

    private boolean isBeyond(MailboxId mailbox, Marks marks) {
        int partition = Topics.MAILBOX_MESSAGES.partition(mailbox, partitions());
        return isBeyond(Topics.MAILBOX_MESSAGES.name(), partition, marks.messages())
                || isBeyond(Topics.MAILBOX_COMMANDS.name(), partition, marks.commands())
                || isBeyond(Topics.SESSION_EVENTS.name(), partition, marks.sessions())
                || isBeyond(Topics.CLOCK_TICKS.name(), partition, marks.ticks());
    }

    private int partitions() {
        return (int) position.keySet().stream()
                .filter(place -> place.topic().equals(Topics.MAILBOX_MESSAGES.name()))
                .count();
    }

    private boolean isBeyond(String topic, int partition, long applied) {
        return applied >= position.getOrDefault(new TopicPartition(topic, partition), 0L) && applied >= 0;
    }

    private void sessions(SortedCopy lives, SortedCopy shadows, DiffReport report) {
        load(Store.SESSION_ENTRIES, lives, shadows, false);
        Merge.keys(
                lives.keys(),
                shadows.keys(),
                key -> SessionLayout.seatOf(Bytes.wrap(key)).isPresent(),
                (key, side) -> {
                    String seat = SessionLayout.seatOf(Bytes.wrap(key)).orElseThrow();
                    if (moved.contains(seat)) {
                        report.movedOn();
                        return;
                    }
                    report.comparedSession();
                    Optional<LiveSession> here = current(lives, key);
                    Optional<LiveSession> there = current(shadows, key);
                    if (!here.equals(there)) {
                        add(
                                report,
                                new Difference(
                                        Kind.SESSION,
                                        seat,
                                        "current session",
                                        here.map(LiveSession::toString),
                                        there.map(LiveSession::toString),
                                        Optional.empty()));
                    }
                });
    }

    private static Optional<LiveSession> current(SortedCopy entries, byte[] key) {
        return Optional.ofNullable(entries.get(key))
                .map(SessionLayout::readSeat)
                .flatMap(Seat::current);
    }

    private void outputs(Outputs lives, Outputs shadows, DiffReport report) {
        String ledger = Topics.MAILBOX_LEDGER.name();
        readAll(ledger, lives);
        readAll(name.prefix() + ledger, shadows);
        Merge.keys(lives.keys(), shadows.keys(), key -> true, (key, side) -> {
            Outputs.Line line = Outputs.line(key);
            report.output(ledger + ": " + line.step().word(), side != Merge.Side.SHADOW, side != Merge.Side.LIVE);
            if (side != Merge.Side.BOTH) {
                Optional<String> written = Optional.of(line.step().word());
                add(
                        report,
                        new Difference(
                                line.isEnd() ? Kind.END : kindOf(line.step()),
                                line.mailbox(),
                                "message with sequence " + line.sequence()
                                        + (line.attempt() > 0 ? ", attempt " + line.attempt() : ""),
                                written.filter(step -> side == Merge.Side.LIVE),
                                written.filter(step -> side == Merge.Side.SHADOW),
                                Optional.empty()));
            }
        });
    }

    /** A message that is stored on one side only was refused on the other. */
    private static Kind kindOf(LedgerEntry.Step step) {
        return step == LedgerEntry.Step.STORED ? Kind.REFUSED : Kind.HAND_OUT;
    }

    private void readAll(String topic, Outputs outputs) {
        Set<TopicPartition> places = brokers.places(Set.of(topic));
        log.read(brokers.earliest(places), brokers.latest(places), outputs::take);
    }

    private void add(DiffReport report, Difference found) {
        report.add(new Difference(
                found.kind(),
                found.key(),
                found.subject(),
                found.live(),
                found.shadow(),
                rules.explaining(found.kind())));
    }
}
