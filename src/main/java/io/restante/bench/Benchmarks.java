package io.restante.bench;

import java.util.List;
import java.util.Optional;

/** The benchmarks there are. */
public final class Benchmarks {
    public static final List<Benchmark> ALL = List.of(
            new TopologyBenchmark(),
            new HopBenchmark(),
            new SocketBenchmark(),
            new ReplyBenchmark(),
            new BacklogBenchmark(),
            new MailboxesBenchmark(),
            new FanOutBenchmark(),
            new SessionsBenchmark(),
            new FailoverBenchmark(),
            new SettlementBenchmark(),
            new ReplayBenchmark());

    private Benchmarks() {}

    public static Optional<Benchmark> named(String name) {
        return ALL.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
