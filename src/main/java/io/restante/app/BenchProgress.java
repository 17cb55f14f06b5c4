package io.restante.app;

import io.restante.bench.Terms;
import java.io.PrintWriter;

/** A bar on a terminal that takes escape sequences; nothing where nobody looks. */
final class BenchProgress implements Terms.Progress {
    private static final int WIDTH = 24;
    private static final String TO_LINE_START = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;

    BenchProgress(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(String what, int done, int steps) {
        if (terminal) {
            int filled = WIDTH * done / steps;
            out.print(TO_LINE_START + "[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + what);
            out.flush();
        }
    }

    @Override
    public void over() {
        if (terminal) {
            out.print(TO_LINE_START);
            out.flush();
        }
    }
}
