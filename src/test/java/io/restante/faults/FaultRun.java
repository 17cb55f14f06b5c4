package io.restante.faults;

import io.restante.faults.history.Checker;
import io.restante.faults.history.Checkers;
import io.restante.faults.history.Event;
import io.restante.faults.history.History;
import io.restante.faults.history.Journal;
import io.restante.faults.history.RepeatsAreBounded;
import io.restante.faults.history.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run: a town is built, used, broken, left to come to rest, and judged by its journal. */
final class FaultRun {
    private static final Logger LOG = LoggerFactory.getLogger(FaultRun.class);
    private static final Duration WARM_UP = Duration.ofMinutes(5);
    private static final Duration READ_EVERY = Duration.ofSeconds(10);

    private final Path folder;
    private final Town.Plan plan;
    private final long seed;
    private final int perSecond;

    /**
     * @param folder where everything it leaves is kept
     * @param perSecond messages written to the log a second
     */
    FaultRun(Path folder, Town.Plan plan, long seed, int perSecond) {
        this.folder = folder;
        this.plan = plan;
        this.seed = seed;
        this.perSecond = perSecond;
    }

    /** What breaks the town. */
    interface Breaking {
        void run(Town town, Siege siege);
    }

    /**
     * What came of it.
     *
     * @param readings of the gauges, while it was broken
     * @param told figures and table, for people
     */
    record Result(History history, List<Violation> violations, Readings readings, String told) {
        String violationsTold() {
            return violations.stream().limit(10).map(Violation::toString).collect(Collectors.joining("\n\n"));
        }
    }

    Result run(Breaking breaking) {
        try (Journal journal = new Journal(folder.resolve("journal.txt"));
                Town town = new Town(folder, plan)) {
            town.start();
            LOG.info("The town stands, in {}", folder);
            FaultTable table = new FaultTable();
            Siege siege = new Siege(town, seed, journal, table);
            Gauges gauges = new Gauges(town, READ_EVERY);
            try (Load load = new Load(town, perSecond, seed, journal)) {
                load.start();
                awaitFirst(journal);
                gauges.start();
                breaking.run(town, siege);
                gauges.close();
                load.settle(siege.deafMailboxes());
            }
            return kept(judged(journal.history(), table, gauges.readings()), table);
        }
    }

    private Result kept(Result result, FaultTable table) {
        Readings readings = result.readings();
        write("faults.md", result.told() + "\n" + readings.table() + "\n" + table.all());
        write("violations.txt", result.violationsTold());
        write("gauges.csv", readings.csv());
        write("gauges.svg", GaugePlot.svg(table.size() + " faults under seed " + seed, readings));
        return result;
    }

    private static void awaitFirst(Journal journal) {
        if (!Patience.until(WARM_UP, () -> journal.history().count(Event.Removed.class) > 0)) {
            throw new IllegalStateException("No message was received and acknowledged within " + WARM_UP);
        }
    }

    private Result judged(History history, FaultTable table, Readings readings) {
        List<Checker> checkers = new ArrayList<>(Checkers.all(Town.INFLIGHT));
        checkers.addAll(Checkers.ofSettlement(ChainPart.HEIGHTS));
        List<Violation> violations = Checkers.violations(checkers, history);
        String told = "seed " + seed + ", " + table.size() + " faults, "
                + history.count(Event.Written.class) + " messages accepted, "
                + history.all(Event.Removed.class)
                        .mapToLong(each -> each.event().ids().size())
                        .sum()
                + " acknowledgements confirmed, " + history.count(Event.Received.class) + " receipts, "
                + RepeatsAreBounded.repeats(history) + " hand-outs told twice, "
                + history.count(Event.Looked.class) + " looks, " + history.count(Event.Connected.class)
                + " agents' sessions, " + history.count(Event.Poisoned.class) + " bad records, "
                + history.count(Event.RelayServed.class) + " relays served, "
                + history.count(Event.RelaySessionOver.class) + " relay sessions over; "
                + violations.size() + " violations of " + checkers.size() + " rules.\n\n" + table.byKind();
        LOG.info("{}", told);
        return new Result(history, violations, readings, told);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be written", e);
        }
    }
}
