package io.restante.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Messages that one socket adds for mailboxes nobody holds, so many at a time in flight, by turns with the echo. */
final class AddingSeries {
    private static final int CALLS = 20_000;
    private static final int MAILBOXES = 100;
    private static final int MANY = 32;
    private static final int DEMANDED_A_SECOND = 10_000;
    private static final long PATIENCE_SECONDS = 60;

    /** One call at a time takes its time. */
    private static final int FEWER = 20;

    private static final Goal GOAL = Goal.atLeast(1, 3);

    private final Terms terms;
    private final SocketPlaces places;
    private final List<Pair> many = new ArrayList<>();
    private final List<Pair> demanded = new ArrayList<>();
    private final List<Pair> single = new ArrayList<>();

    AddingSeries(Terms terms, SocketPlaces places) {
        this.terms = terms;
        this.places = places;
    }

    int calls() {
        return terms.size().orElse(CALLS);
    }

    void run() {
        int warmUp = terms.size().orElse(SocketSeries.WARM_UP);
        terms.progress().step("adding, warm-up, " + warmUp + " messages", 0, terms.pairs());
        rate(places.run(), "warm-up", warmUp, MANY);
        rate(places.echo(), "warm-up", warmUp, MANY);
        for (int round = 1; round <= terms.pairs(); round++) {
            terms.progress().step("adding, pair " + round, round - 1, terms.pairs());
            double ours = rate(places.run(), "many-" + round, calls(), MANY);
            double echo = rate(places.echo(), "many-" + round, calls(), MANY);
            int fewer = Math.max(1, calls() / FEWER);
            double oneByOne = rate(places.run(), "single-" + round, fewer, 1);
            double echoed = rate(places.echo(), "single-" + round, fewer, 1);
            many.add(new Pair(ours, echo));
            demanded.add(new Pair(ours, DEMANDED_A_SECOND));
            single.add(new Pair(oneByOne, echoed));
        }
    }

    /** Calls answered a second; each has to be answered, and once. */
    private static double rate(URI at, String what, int calls, int inFlight) {
        Latencies answers = new Latencies(calls);
        Semaphore flight = new Semaphore(inFlight);
        try (BenchSocket socket = new BenchSocket(at, (from, answer) -> {
            answers.arrived(answer.path("id").asInt() - 1);
            flight.release();
        })) {
            Workbench.settle();
            long start = System.nanoTime();
            for (int n = 0; n < calls; n++) {
                if (!flight.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    socket.alive();
                    throw new BenchException("A call was not answered within " + PATIENCE_SECONDS + " s");
                }
                answers.left(n);
                socket.add(n + 1, "adding-" + n % MAILBOXES, what + "-" + n);
            }
            answers.await();
            socket.alive();
            return calls / ((System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
    }

    List<Comparison> comparisons() {
        return List.of(
                new Comparison(
                        MANY + " in flight: addMessage a second, against " + DEMANDED_A_SECOND + " demanded",
                        "calls/s",
                        Optional.of(GOAL),
                        demanded),
                new Comparison(
                        MANY + " in flight: addMessage a second, against the echo", "calls/s", Optional.empty(), many),
                new Comparison(
                        "1 in flight: addMessage a second, against the echo", "calls/s", Optional.empty(), single));
    }
}
