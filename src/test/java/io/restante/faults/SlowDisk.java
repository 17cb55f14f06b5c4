package io.restante.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the disk of one process slow: whatever it writes at a place in a file, and whenever it waits until a file is on the disk, takes longer by
 * {@link #LONGER}. It is strace that holds the process up, so all else that it asks of the system is somewhat slower too.
 */
final class SlowDisk {
    private static final Duration LONGER = Duration.ofMillis(50);
    private static final String CALLS = "fsync,fdatasync,pwrite64,pwritev,sync_file_range,ftruncate";
    private static final Duration END_PATIENCE = Duration.ofSeconds(30);

    private final Process tracer;

    private SlowDisk(Process tracer) {
        this.tracer = tracer;
    }

    /** Whether the system lets a process be held up. */
    static boolean available() {
        return Command.works("strace", "-qq", "-o", "/dev/null", "-e", inject(), "true");
    }

    private static String inject() {
        return "inject=" + CALLS + ":delay_exit=" + TimeUnit.NANOSECONDS.toMicros(LONGER.toNanos());
    }

    /** From now on. */
    static SlowDisk of(Child child) {
        List<String> words = List.of(
                "strace",
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + CALLS,
                "-e",
                inject(),
                "-p",
                String.valueOf(child.pid()));
        try {
            return new SlowDisk(new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + child + " cannot be made slow", e);
        }
    }

    /** The process is let go when this returns. */
    void end() {
        tracer.destroy();
        try {
            if (!tracer.waitFor(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                tracer.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process was let go", e);
        }
    }
}
