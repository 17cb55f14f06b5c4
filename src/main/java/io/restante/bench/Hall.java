package io.restante.bench;

import io.restante.local.demo.LocalChild;
import java.nio.file.Path;

/** A local run and two gateways beside it, each in a process of its own, and who is let in. */
final class Hall implements AutoCloseable {
    static final String HEAP = "1g";

    private final Parts parts = new Parts();
    private final Path key;
    private final LocalChild here;
    private final LocalChild elsewhere;

    Hall(Terms terms) {
        // Whoever ends a benchmark early ends its processes too.
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-stop"));
        try {
            Path folder = parts.add(Scratch.in(terms.data().toAbsolutePath())).folder();
            LocalChild local = parts.add(terms.processes().local(folder.resolve("local")));
            this.key = folder.resolve("local").resolve("key.json");
            this.here = parts.add(terms.processes()
                    .gateway(folder.resolve("here"), local.addresses(), key, ProcessMemory.known(HEAP)));
            this.elsewhere = parts.add(
                    terms.processes().gateway(folder.resolve("elsewhere"), local.addresses(), key, LocalChild.JVM));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
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
        return AgentToken.signedWith(key);
    }

    @Override
    public void close() {
        parts.close();
    }
}
