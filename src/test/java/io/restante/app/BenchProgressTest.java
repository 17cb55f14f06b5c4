package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class BenchProgressTest {
    private final StringWriter written = new StringWriter();

    @Test
    void onATerminalTheBarGrowsInItsLineAndLeavesNothingBehind() {
        BenchProgress progress = progress(true);
        progress.step("pair 1", 1, 4);
        assertThat(written.toString()).endsWith("[" + "#".repeat(6) + " ".repeat(18) + "] pair 1");
        progress.step("pair 2", 2, 4);
        assertThat(written.toString()).endsWith("[" + "#".repeat(12) + " ".repeat(12) + "] pair 2");
        progress.over();
        assertThat(written.toString()).endsWith("\r\u001b[K").doesNotContain("\n");
    }

    @Test
    void elsewhereNothingIsWritten() {
        BenchProgress progress = progress(false);
        progress.step("pair 1", 1, 4);
        progress.over();
        assertThat(written.toString()).isEmpty();
    }

    private BenchProgress progress(boolean terminal) {
        return new BenchProgress(new PrintWriter(written), terminal);
    }
}
