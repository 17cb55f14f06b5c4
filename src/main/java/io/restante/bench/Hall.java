package io.restante.bench;

import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import io.restante.local.demo.LocalChild;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A local run and two gateways beside it, each in a process of its own, and who is let in. */
final class Hall implements AutoCloseable {
    static final String HEAP = "1g";

    private static final Duration TOKEN = Duration.ofDays(1);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path key;
    private final LocalChild here;
    private final LocalChild elsewhere;

    Hall(Terms terms) {
        // Whoever ends a benchmark early ends its processes too.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-stop"));
        try {
            Path folder = part(Scratch.in(terms.data().toAbsolutePath())).folder();
            LocalChild local = part(terms.processes().local(folder.resolve("local")));
            this.key = folder.resolve("local").resolve("key.json");
            this.here = part(terms.processes()
                    .gateway(folder.resolve("here"), local.addresses(), key, ProcessMemory.known(HEAP)));
            this.elsewhere =
                    part(terms.processes().gateway(folder.resolve("elsewhere"), local.addresses(), key, List.of()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private synchronized <T extends AutoCloseable> T part(T started) {
        parts.push(started);
        return started;
    }

    /** The gateway that is measured. */
    LocalChild here() {
        return here;
    }

    LocalChild elsewhere() {
        return elsewhere;
    }

    /** Lets its bearer into every group. */
    String token() {
        Instant now = Instant.now();
        Caller caller = new Caller(
                "bench.example.org",
                Set.of(Caller.ANY),
                Set.of(),
                MailboxScope.NO_MAILBOX,
                Optional.of(now.plus(TOKEN)));
        return SigningKey.read(key).token(caller, TokenRules.DEFAULTS, now);
    }

    @Override
    public synchronized void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                throw new BenchException(part.getClass().getSimpleName() + " did not close in order", e);
            }
        }
    }
}
