package io.restante.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** Messages from socket to socket at one rate, by turns with the echo and the raw hop. */
final class SocketSeries {
    static final int RECEIVERS = 16;

    /** How many messages no measurement is made of, and how many of them are under way: a process that is cold does not carry a rate, and its socket then refuses what is asked. */
    static final int WARM_UP = 150_000;

    private static final int UNDER_WAY = 32;

    /** How long the rate is kept up before it is measured: in the first ten seconds the median of a process warmed up by messages under way was still five times what it was after thirty. */
    private static final int WARM_UP_SECONDS = 30;

    private static final double ALLOWED_MILLIS = 1.5;
    private static final long PATIENCE_SECONDS = 30;

    /** What a receiver asks, by the ids of its requests: one without an id, or with 0, has no answer. */
    private static final int OPENING = 1;

    private static final int ACKNOWLEDGING = 2;
    private static final Goal GOAL = Goal.atMost(1, 1);

    private final Terms terms;
    private final SocketPlaces places;
    private final int rate;
    private final int messages;
    private final List<Latencies> ours = new ArrayList<>();
    private final List<Latencies> echoes = new ArrayList<>();
    private final List<Latencies> hops = new ArrayList<>();

    SocketSeries(Terms terms, SocketPlaces places, int rate, int messages) {
        this.terms = terms;
        this.places = places;
        this.rate = rate;
        this.messages = messages;
    }

    int rate() {
        return rate;
    }

    /** Makes the process ready for this rate and lower ones: by messages as they arrive, and then at the rate, where steps are smaller. */
    void warmUp() {
        for (URI at : List.of(places.run(), places.echo())) {
            warmUp(at, "warm-up", terms.size().orElse(WARM_UP), SocketSeries::asTheyArrive);
            warmUp(at, "warm-up-at-rate", terms.size().orElse(rate * WARM_UP_SECONDS), this::atRate);
        }
    }

    private void warmUp(URI at, String round, int things, Departures departures) {
        terms.progress().step(round + ", " + things + " messages", 0, terms.pairs());
        sockets(at, round, things, departures);
    }

    void run() {
        for (int round = 1; round <= terms.pairs(); round++) {
            terms.progress().step(rate + "/s, pair " + round, round - 1, terms.pairs());
            String name = String.valueOf(round);
            ours.add(sockets(places.run(), name, messages, this::atRate));
            echoes.add(sockets(places.echo(), name, messages, this::atRate));
            hops.add(hops());
        }
    }

    /** When the messages of a round leave. */
    private interface Departures {
        void each(Latencies latencies, IntConsumer leave);
    }

    private void atRate(Latencies latencies, IntConsumer leave) {
        Pace.each(latencies.things(), rate, leave);
    }

    private static void asTheyArrive(Latencies latencies, IntConsumer leave) {
        for (int n = 0; n < latencies.things(); n++) {
            if (n >= UNDER_WAY) {
                latencies.await(n - UNDER_WAY);
            }
            leave.accept(n);
        }
    }

    private Latencies sockets(URI at, String round, int things, Departures departures) {
        Latencies latencies = new Latencies(things);
        String prefix = "socket-" + rate + "-" + round + "-";
        List<BenchSocket> receivers = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(RECEIVERS);
        try (BenchSocket sender = new BenchSocket(at, (from, answer) -> {})) {
            for (int n = 0; n < RECEIVERS; n++) {
                receivers.add(receiver(at, mailbox(n), prefix, latencies, ready));
            }
            if (!ready.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                receivers.forEach(BenchSocket::alive);
                throw new BenchException(ready.getCount() + " of " + RECEIVERS + " sessions were not granted");
            }
            Workbench.settle();
            try {
                departures.each(latencies, n -> {
                    latencies.left(n);
                    sender.add(n + 1, mailbox(n), prefix + n);
                });
                latencies.await();
            } finally {
                // Why something did not arrive says who was refused, if anybody was.
                sender.alive();
                receivers.forEach(BenchSocket::alive);
            }
            return latencies;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        } finally {
            receivers.forEach(BenchSocket::close);
        }
    }

    private static String mailbox(int message) {
        return "socket-" + message % RECEIVERS;
    }

    /** Holds the mailbox's live session, and acknowledges what it gets. */
    private static BenchSocket receiver(
            URI at, String mailbox, String prefix, Latencies latencies, CountDownLatch ready) {
        BenchSocket receiver = new BenchSocket(at, (from, said) -> {
            if (said.path("id").asInt() == OPENING) {
                ready.countDown();
                return;
            }
            for (JsonNode message : said.at("/params/messages")) {
                String id = message.path("id").asText();
                // What an earlier round did not acknowledge any more comes again, and is no concern of this one.
                if (id.startsWith(prefix)) {
                    latencies.arrived(Integer.parseInt(id.substring(prefix.length())));
                }
                from.say(
                        ACKNOWLEDGING,
                        "removeMessages",
                        "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":[\"" + id + "\"]}");
            }
        });
        receiver.say(OPENING, "addLiveSession", "{\"connectionId\":\"" + mailbox + "\",\"sessionId\":\"bench\"}");
        return receiver;
    }

    private Latencies hops() {
        Latencies latencies = new Latencies(messages);
        try (Listener listener = places.hops(latencies::arrived)) {
            Workbench.settle();
            Pace.each(messages, rate, n -> {
                latencies.left(n);
                places.hop(n);
            });
            listener.await(latencies);
        }
        return latencies;
    }

    /** The median of the rounds' medians, in milliseconds. */
    double median() {
        return comparison(0.5, 0, Optional.empty(), "").ours();
    }

    List<Comparison> comparisons() {
        return List.of(
                comparison(0.5, ALLOWED_MILLIS, Optional.of(GOAL), "raw hop and echo and " + ALLOWED_MILLIS + " ms"),
                comparison(0.5, 0, Optional.empty(), "raw hop and echo"),
                comparison(0.99, 0, Optional.empty(), "raw hop and echo"));
    }

    private Comparison comparison(double share, double allowed, Optional<Goal> goal, String against) {
        List<Pair> pairs = new ArrayList<>();
        for (int round = 0; round < ours.size(); round++) {
            pairs.add(new Pair(
                    ours.get(round).quantile(share),
                    hops.get(round).quantile(share) + echoes.get(round).quantile(share) + allowed));
        }
        return new Comparison(rate + "/s: p" + Math.round(share * 100) + ", against " + against, "ms", goal, pairs);
    }
}
