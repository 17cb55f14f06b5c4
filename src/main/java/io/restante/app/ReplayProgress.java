package io.restante.app;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A bar with records a second and the time left, on a terminal; elsewhere a line now and then. */
final class ReplayProgress {
    private static final int WIDTH = 30;
    private static final String TO_LINE_START = "\r\u001b[K";
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final long startedAt = System.nanoTime();
    private long saidAt = startedAt;

    ReplayProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Shows how far it is.
     *
     * @param done records of this run
     * @param all records there are to do in this run
     */
    void show(long done, long all) {
        long now = System.nanoTime();
        if (terminal) {
            out.print(TO_LINE_START + bar(done, all) + " " + words(done, all));
            out.flush();
        } else if (now - saidAt > LINE_EVERY.toNanos()) {
            saidAt = now;
            out.println(words(done, all));
            out.flush();
        }
    }

    private static String bar(long done, long all) {
        int filled = all == 0 ? WIDTH : (int) Math.min(WIDTH, WIDTH * done / all);
        return "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
    }

    private String words(long done, long all) {
        double perSecond = perSecond(done);
        String left = perSecond > 0 ? ", " + time(Math.round((all - done) / perSecond)) + " left" : "";
        return String.format(Locale.ROOT, "%d of %d records, %.0f records/s%s", done, all, perSecond, left);
    }

    /** Records a second since it began. */
    double perSecond(long done) {
        return done / Math.max(1e-9, (System.nanoTime() - startedAt) / 1e9);
    }

    private static String time(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    void over() {
        if (terminal) {
            out.print(TO_LINE_START);
            out.flush();
        }
    }
}
