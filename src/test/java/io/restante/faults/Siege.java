package io.restante.faults;

import io.restante.faults.Link.Cut;
import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Healed;
import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.Journal;
import io.restante.faults.history.SlowClientSlowsNobodyElse;
import io.restante.local.chain.ChainFaults;
import io.restante.local.chain.ChainFaults.How;
import io.restante.local.demo.PlainProducer;
import io.restante.settlement.TransactionEvent.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * So many faults, on lanes beside each other: brokers, topologies, settlement topologies, gateways, and what comes from outside. So a town bears several at once, but of its
 * brokers never more than one.
 */
final class Siege {
    private static final Logger LOG = LoggerFactory.getLogger(Siege.class);
    private static final int LARGE = 64 << 10;
    private static final int LARGE_ONES = 60;

    private static final int BLOCKS_LATE = 10;

    /** Of ten faults, so many come from outside. */
    private static final int OUTSIDE_OF_TEN = 1;

    private final Town town;
    private final Journal journal;
    private final FaultTable table;
    private final List<String> deafMailboxes = new ArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Random fromOutside;
    private final long seed;
    private volatile boolean givenUp;

    Siege(Town town, long seed, Journal journal, FaultTable table) {
        this.town = town;
        this.seed = seed;
        this.journal = journal;
        this.table = table;
        this.fromOutside = new Random(seed);
    }

    /**
     * Returns when so many faults are over and the town is whole again.
     *
     * @param over the time they are spread over evenly; zero for one right after the other
     */
    void run(int faults, Duration over) {
        int outside = Math.max(1, faults * OUTSIDE_OF_TEN / 10);
        int each = (faults - outside) / (town.settlements().isEmpty() ? 3 : 4);
        int settlements = town.settlements().isEmpty() ? 0 : each;
        int gateways = faults - outside - settlements - 2 * each;
        Nemesis ofBrokers = new Nemesis(town, seed * 31 + 1);
        Nemesis ofTopologies = new Nemesis(town, seed * 31 + 2);
        Nemesis ofGateways = new Nemesis(town, seed * 31 + 3);
        Nemesis ofSettlements = new Nemesis(town, seed * 31 + 4);
        Nemesis pauses = new Nemesis(town, seed * 31 + 5);
        List<CompletableFuture<Void>> lanes = List.of(
                lane("brokers", new Beat(over, each, 1), ofBrokers, ofBrokers::toBroker),
                lane("topologies", new Beat(over, each, 2), ofTopologies, ofTopologies::toTopology),
                lane("settlements", new Beat(over, settlements, 3), ofSettlements, ofSettlements::toSettlement),
                lane("gateways", new Beat(over, gateways, 4), ofGateways, ofGateways::toGateway),
                lane("outside", new Beat(over, outside, 5), pauses, this::fromOutside));
        try {
            CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The town did not recover, or could not be broken: " + e.getMessage(), e);
        }
    }

    private CompletableFuture<Void> lane(String name, Beat beat, Nemesis nemesis, Supplier<Mischief> next) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        for (int fault = 0; fault < beat.faults() && !givenUpWithin(beat.until(fault)); fault++) {
                            Patience.pass(nemesis.rest());
                            commit(next.get());
                        }
                        givenUpWithin(beat.until(beat.faults()));
                    } catch (RuntimeException e) {
                        LOG.error("The lane of {} gives up; the others end with the fault they are at", name, e);
                        givenUp = true;
                        throw e;
                    }
                },
                task -> Thread.ofPlatform().name("lane-" + name).daemon().start(task));
    }

    /** Whether a lane gave up before the time was over. */
    private boolean givenUpWithin(Duration time) {
        return Patience.until(time, () -> givenUp);
    }

    void commit(Mischief mischief) {
        int number = numbers.incrementAndGet();
        LOG.info("Fault {}: {} ({}), for {}", number, mischief.kind(), mischief.target(), mischief.hold());
        journal.note(new Fault(number, mischief.kind(), mischief.target()));
        long began = System.nanoTime();
        mischief.begin().run();
        Patience.pass(mischief.hold());
        long undone = System.nanoTime();
        mischief.heal().run();
        Duration recovered = Duration.ofNanos(System.nanoTime() - undone);
        journal.note(new Healed(number));
        table.add(number, mischief, Duration.ofNanos(undone - began), recovered);
        LOG.info("Fault {} is over; it works again after {}", number, recovered);
    }

    private Mischief fromOutside() {
        return switch (fromOutside.nextInt(town.settlements().isEmpty() ? 3 : 4)) {
            case 0 ->
                new Mischief(
                        "bad records in every input",
                        "every partition",
                        Duration.ZERO,
                        () -> new Poisoner(town, journal).poison(),
                        () -> {});
            case 1 -> neverReads();
            case 2 ->
                new Mischief(
                        "writers cut off from brokers",
                        Town.OUTSIDE,
                        Duration.ofMillis(500 + fromOutside.nextInt(4_000)),
                        () -> town.linksOf(Town.OUTSIDE).forEach(link -> link.cut(Cut.RESET)),
                        () -> town.linksOf(Town.OUTSIDE).forEach(Link::mend));
            default -> chainLoses();
        };
    }

    /** It is sent again in time; one that is lost more often than it is sent would be missed, and rightly so. */
    private Mischief chainLoses() {
        Kind kind = fromOutside.nextBoolean() ? Kind.CLAIM : Kind.PROOF;
        How how = fromOutside.nextBoolean() ? How.DROP : How.DELAY;
        return new Mischief(
                how == How.DROP ? "chain loses what it is sent" : "chain takes its time",
                "chain",
                Duration.ZERO,
                () -> town.chain().faults().tell(kind, new ChainFaults.Fault(how, 1, BLOCKS_LATE)),
                () -> {});
    }

    /** The gateway must be there when it connects; the one lane that may be breaking it is not asked. */
    private Mischief neverReads() {
        RolePart gateway =
                town.gateways().get(fromOutside.nextInt(town.gateways().size()));
        String mailbox = "deaf-" + deafMailboxes.size();
        deafMailboxes.add(mailbox);
        List<DeafClient> client = new ArrayList<>();
        return new Mischief(
                SlowClientSlowsNobodyElse.NEVER_READS,
                gateway.name(),
                Duration.ofSeconds(6),
                () -> {
                    if (gateway.ready()) {
                        client.add(new DeafClient(gateway, mailbox));
                    }
                    writeMuch(mailbox);
                },
                () -> client.forEach(DeafClient::close));
    }

    private void writeMuch(String mailbox) {
        try (PlainProducer producer = new PlainProducer(town.inside())) {
            for (int n = 0; n < LARGE_ONES; n++) {
                String id = "large-" + n;
                journal.note(new Writing(mailbox, id));
                String place = producer.message(mailbox, Pen.value(id, LARGE));
                journal.note(new Written(mailbox, id, place));
            }
        }
    }

    /** Mailboxes that somebody held a session of who never read. */
    List<String> deafMailboxes() {
        return deafMailboxes;
    }
}
