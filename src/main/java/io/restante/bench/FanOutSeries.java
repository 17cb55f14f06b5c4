package io.restante.bench;

import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.bench.Tellings.Expected;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topic;
import io.restante.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fan-out of events in a group of one size, by turns with a record for each agent. */
final class FanOutSeries implements AutoCloseable {
    private static final Payload PAYLOAD = Letters.one(256);

    /** Agents that enter before it is waited for that all of them have been told. */
    private static final int WAVE = 250;

    private static final Goal FEWER_RECORDS = Goal.atLeast(20, 20);
    private static final int ALLOWED = 500;
    private static final Goal IN_TIME = Goal.atMost(1, 0.3);

    private final Terms terms;
    private final RunningDelivery delivery;
    private final Audience audience;
    private final InputWriter prompt;
    private final Tellings tellings = new Tellings();
    private final List<LogReader<?, ?>> written = new ArrayList<>();
    private final List<Told> ours = new ArrayList<>();
    private final List<Told> theirs = new ArrayList<>();
    private final List<Told> oursInBursts = new ArrayList<>();
    private final List<Told> theirsInBursts = new ArrayList<>();

    /**
     * What one measurement came to.
     *
     * @param records that were written for an event
     * @param last when the last agent was told, in milliseconds
     */
    private record Told(double records, double last) {}

    FanOutSeries(Terms terms, Workbench bench, RunningDelivery delivery, List<GatewayId> gateways, int agents) {
        this.terms = terms;
        this.delivery = delivery;
        this.audience = new Audience(new GroupId("group-of-" + agents), gateways, agents);
        this.prompt = bench.promptWriter();
        tellings.listen(bench.installation(), gateways);
        Stream.concat(gateways.stream().map(Topics::live), Stream.of(Topics.GROUP_STEPS))
                .forEach(topic -> written.add(bench.reader(topic)));
    }

    int agents() {
        return audience.agents();
    }

    /** All enter, each told to those who are there; how long that took. */
    Duration enter() {
        long start = System.nanoTime();
        for (int agent = 0; agent < agents(); agent++) {
            prompt.write(Topics.SESSION_EVENTS, audience.key(agent).text(), audience.opened(agent));
            if (agent % WAVE == WAVE - 1 || agent == agents() - 1) {
                terms.progress().step(agents() + " agents enter", agent, agents());
                prompt.flush();
                delivery.awaitApplied(prompt.ends());
                tellings.await(say(tellings.expect(1, agent)));
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Those who are not to be told are not; each other one is, once. */
    void check() {
        Expected internal = tellings.expect(0, 0);
        prompt.write(Topics.GROUP_EVENTS, audience.group(), Audience.internal(internal.sequence(), PAYLOAD));
        int one = agents() / 2;
        Expected direct = tellings.expect(one, 1);
        prompt.write(Topics.GROUP_EVENTS, audience.group(), Audience.eventFor(one, direct.sequence(), PAYLOAD));
        tellings.await(say(tellings.expect(1, audience.told())));
        tellings.checkAll();
    }

    /** The first round warms up and is not kept. */
    void run(int burst) {
        for (int round = 0; round <= terms.pairs(); round++) {
            terms.progress().step(agents() + " agents, round " + round, round, terms.pairs() + 1);
            ours.add(told(1, this::say));
            theirs.add(told(1, this::sayToEach));
            oursInBursts.add(told(burst, this::say));
            theirsInBursts.add(told(burst, this::sayToEach));
        }
        // A group is told in order: whatever came twice has come before this.
        tellings.await(say(tellings.expect(1, audience.told())));
        tellings.checkAll();
    }

    private Told told(int events, Consumer<Expected> sayer) {
        Workbench.settle();
        long before = count();
        List<Expected> said = new ArrayList<>();
        for (int n = 0; n < events; n++) {
            Expected event = tellings.expect(1, audience.told());
            said.add(event);
            sayer.accept(event);
        }
        prompt.flush();
        said.forEach(tellings::await);
        return new Told(
                (double) (count() - before) / events,
                said.stream().mapToDouble(Expected::last).max().orElseThrow());
    }

    private Expected say(Expected event) {
        event.latencies().left();
        prompt.write(Topics.GROUP_EVENTS, audience.group(), Audience.event(event.sequence(), PAYLOAD));
        return event;
    }

    private void sayToEach(Expected event) {
        List<Topic<String, LiveRecord>> topics =
                audience.gateways().stream().map(Topics::live).toList();
        event.latencies().left();
        for (int agent = 1; agent < agents(); agent++) {
            prompt.write(
                    topics.get(agent % topics.size()),
                    audience.key(agent).text(),
                    Audience.single(agent, event.sequence(), PAYLOAD));
        }
    }

    private long count() {
        return written.stream().mapToLong(LogReader::count).sum();
    }

    /** Of an event, the median. */
    double records() {
        return median(Told::records);
    }

    /** When the last agent was told, in milliseconds, the median. */
    double last() {
        return median(Told::last);
    }

    private double median(ToDoubleFunction<Told> of) {
        return new Comparison(agents() + " agents", "", Optional.empty(), pairs(ours, theirs, of)).ours();
    }

    List<Comparison> comparisons(int burst) {
        String size = agents() + " agents: ";
        return List.of(
                new Comparison(
                        size + "agents told by a record, against a record for each",
                        "agents",
                        Optional.of(FEWER_RECORDS),
                        pairs(ours, theirs, told -> audience.told() / told.records())),
                new Comparison(
                        size + "last agent told, against " + ALLOWED + " ms allowed",
                        "ms",
                        Optional.of(IN_TIME),
                        ours.stream()
                                .skip(1)
                                .map(told -> new Pair(told.last(), ALLOWED))
                                .toList()),
                new Comparison(
                        size + "last agent told, against a record for each",
                        "ms",
                        Optional.empty(),
                        pairs(ours, theirs, Told::last)),
                new Comparison(
                        size + "last agent told of the last of " + burst + " events, against a record for each",
                        "ms",
                        Optional.empty(),
                        pairs(oursInBursts, theirsInBursts, Told::last)));
    }

    /** Listens no longer. */
    @Override
    public void close() {
        tellings.close();
    }

    private static List<Pair> pairs(List<Told> ours, List<Told> theirs, ToDoubleFunction<Told> of) {
        return IntStream.range(1, ours.size())
                .mapToObj(round -> new Pair(of.applyAsDouble(ours.get(round)), of.applyAsDouble(theirs.get(round))))
                .toList();
    }
}
