package io.restante.bench;

import io.restante.local.Addresses;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

/** Where messages are sent from socket to socket: through a local run, through an echo, and past both over its broker alone. */
final class SocketPlaces implements AutoCloseable {
    private final Addresses run;
    private final Installation installation;
    private final InputWriter writer;
    private final EchoGateway echo = new EchoGateway();

    SocketPlaces(Addresses run, Installation installation) {
        this.run = run;
        this.installation = installation;
        installation.makeTopics(List.of(SocketBenchmark.RAW));
        this.writer = new InputWriter(installation.clients(), installation.partitions(), 0);
    }

    URI run() {
        return run.webSocket();
    }

    URI echo() {
        return echo.address();
    }

    void hop(int message) {
        writer.writeBytes(
                SocketBenchmark.RAW.name(),
                String.valueOf(message).getBytes(StandardCharsets.UTF_8),
                SocketBenchmark.PAYLOAD.json());
    }

    /** @param arrived is told the number of each message that has hopped */
    Listener hops(IntConsumer arrived) {
        return new Listener(
                installation.clients(),
                SocketBenchmark.RAW.name(),
                installation.partitions(),
                record -> arrived.accept(Integer.parseInt(new String(record.key(), StandardCharsets.UTF_8))));
    }

    @Override
    public void close() {
        writer.close();
        echo.close();
    }
}
