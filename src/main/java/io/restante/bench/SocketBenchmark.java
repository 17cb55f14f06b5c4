package io.restante.bench;

import io.restante.base.Payload;
import io.restante.contract.Topic;
import io.restante.local.demo.DemoException;
import io.restante.local.demo.LocalChild;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How long a message takes from one WebSocket of the mailbox protocol to another, and how many a socket can add. */
final class SocketBenchmark implements Benchmark {
    static final Topic<byte[], byte[]> RAW = Workbench.bytes("bench.raw", true);
    static final Payload PAYLOAD = Letters.one(256);

    private static final List<Integer> RATES = List.of(50, 1_000);
    private static final int SECONDS = 3;

    @Override
    public String name() {
        return "socket";
    }

    @Override
    public String work() {
        return "addMessage on one WebSocket until messagesReceived on another, everything in a process of its own;"
                + " against a raw hop and an echo through the same gateway code together";
    }

    @Override
    public Outcome run(Terms terms) {
        try (Scratch scratch = Scratch.in(terms.data().toAbsolutePath());
                LocalChild local = terms.processes().local(scratch.folder().resolve("local"));
                SocketPlaces places = new SocketPlaces(
                        local.addresses(),
                        terms.installations().at(local.addresses().kafka(), scratch.folder()))) {
            // Whoever ends a benchmark early ends its process too.
            Thread stop = new Thread(local::close, "bench-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            List<SocketSeries> all = RATES.stream()
                    .map(rate ->
                            new SocketSeries(terms, places, rate, terms.size().orElse(rate * SECONDS)))
                    .toList();
            all.getLast().warmUp();
            all.forEach(SocketSeries::run);
            AddingSeries adding = new AddingSeries(terms, places);
            adding.run();
            terms.progress().over();
            Runtime.getRuntime().removeShutdownHook(stop);
            return outcome(all, adding);
        } catch (DemoException e) {
            throw new BenchException("What is measured does not run. " + e.getMessage(), e);
        }
    }

    private Outcome outcome(List<SocketSeries> all, AddingSeries adding) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("payload", PAYLOAD.size() + " B");
        settings.put("receivers", SocketSeries.RECEIVERS + " sockets, a mailbox each, every message acknowledged");
        settings.put("added one after the other, or many in flight", adding.calls() + " a measurement");
        return new Outcome(
                name(),
                work(),
                settings,
                Stream.concat(
                                all.stream().flatMap(series -> series.comparisons().stream()),
                                adding.comparisons().stream())
                        .toList(),
                List.of(new Slope(
                        "socket to socket, p50",
                        "ms",
                        "messages a second",
                        all.stream()
                                .map(series -> new Slope.Point(series.rate(), series.median()))
                                .toList())));
    }
}
