package io.restante.faults;

import io.restante.faults.history.Event.EverybodyLeft;
import io.restante.faults.history.Event.Presence;
import io.restante.faults.history.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who uses a town while it is broken: writers, receivers, a taker, a looker, agents, applications, and an observer of the log. */
final class Load implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Load.class);
    private static final Duration SETTLE_PATIENCE = Duration.ofMinutes(5);
    private static final Duration LEAVE_PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK_PATIENCE = Duration.ofMinutes(2);
    private static final Duration SESSIONS_PATIENCE = Duration.ofMinutes(10);
    private static final int RECEIVERS = 3;
    private static final int EACH = 4;
    private static final int AGENTS = 5;
    private static final String GROUP = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a1";
    private static final int GROUPS = 2;

    private final Town town;
    private final Journal journal;
    private final List<String> live =
            IntStream.range(0, RECEIVERS * EACH).mapToObj(n -> "mb-" + n).toList();
    private final List<String> calledFor = List.of("off-0", "off-1", "off-2");
    private final List<Actor> writers = new ArrayList<>();
    private final List<Actor> receivers = new ArrayList<>();
    private final List<Actor> agents = new ArrayList<>();
    private final Looker looker;
    private final Observer observer;

    /** Nobody does anything yet. */
    Load(Town town, int perSecond, long seed, Journal journal) {
        this.town = town;
        this.journal = journal;
        List<RolePart> gateways = town.gateways();
        writers.add(new LogWriter(town.outside(), live, perSecond, journal));
        writers.add(new GatewayWriter(
                gateways,
                Stream.concat(live.stream().limit(EACH), calledFor.stream()).toList(),
                Math.max(1, perSecond / 5),
                seed,
                journal));
        for (int n = 0; n < RECEIVERS; n++) {
            receivers.add(
                    new Receiver("receiver-" + n, gateways, live.subList(n * EACH, (n + 1) * EACH), seed + n, journal));
        }
        receivers.add(new Taker(gateways, calledFor, seed, journal));
        for (int n = 0; n < AGENTS; n++) {
            agents.add(new Agent("ann-" + n, GROUP + n % GROUPS, gateways, town.key(), seed + n, journal));
        }
        looker = new Looker(
                gateways, Stream.concat(live.stream(), calledFor.stream()).toList(), seed, journal);
        boolean relays = !town.settlements().isEmpty();
        if (relays) {
            gateways.forEach(gateway -> writers.add(new Applicant(gateway, journal)));
        }
        observer = new Observer(
                town.inside(),
                relays ? List.of(new MailSight(), new SettlementSight()) : List.of(new MailSight()),
                journal);
    }

    void start() {
        everybody().forEach(Actor::start);
    }

    private Stream<Actor> everybody() {
        return Stream.of(Stream.of(observer), receivers.stream(), agents.stream(), writers.stream(), Stream.of(looker))
                .flatMap(each -> each);
    }

    /**
     * Nobody writes any more, what is under way arrives, agents leave, relay sessions are settled; then everybody stops, and a last look is taken into every
     * mailbox.
     *
     * @param others mailboxes that others wrote to
     */
    void settle(List<String> others) {
        writers.forEach(Actor::close);
        LOG.info("Nobody writes any more");
        town.chain().hurry();
        boolean empty = Patience.until(SETTLE_PATIENCE, () -> live.stream()
                .allMatch(mailbox -> looker.held(mailbox).equals(Optional.of(Set.of()))));
        LOG.info("Everything has arrived: {}", empty);
        agents.forEach(Actor::close);
        boolean left = Patience.until(LEAVE_PATIENCE, this::everybodyLeft);
        LOG.info("Everybody has left: {}", left);
        journal.note(new EverybodyLeft());
        receivers.forEach(Actor::close);
        looker.finish(Stream.of(live, calledFor, others).flatMap(List::stream).toList(), LOOK_PATIENCE);
        looker.close();
        RelaySessions sessions = new RelaySessions(journal);
        boolean over = Patience.until(SESSIONS_PATIENCE, sessions::over);
        LOG.info("Every relay session is over: {}", over);
        observer.close();
    }

    private boolean everybodyLeft() {
        Map<String, Presence> last = new HashMap<>();
        journal.history()
                .all(Presence.class)
                .map(each -> each.event())
                .forEach(each -> last.put(each.group() + "/" + each.agent(), each));
        return last.values().stream().allMatch(each -> each.operation().equals("left"));
    }

    /** Everybody stops at once, whatever is under way. */
    @Override
    public void close() {
        everybody().forEach(Actor::stop);
    }
}
