package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ReplayProgressTest {
    private final StringWriter said = new StringWriter();

    @Test
    void drawsABarWithRecordsASecondAndTheTimeLeft() {
        ReplayProgress progress = new ReplayProgress(new PrintWriter(said), true);
        progress.show(50, 100);
        assertThat(said.toString())
                .contains("[" + "#".repeat(15) + " ".repeat(15) + "]")
                .containsPattern("50 of 100 records, \\d+ records/s, 0:00:\\d\\d left");
        progress.show(100, 100);
        assertThat(said.toString()).contains("[" + "#".repeat(30) + "]").contains("100 of 100 records");
        progress.over();
        assertThat(said.toString()).as("the line is free again").endsWith("\r\u001b[K");
    }

    @Test
    void saysNothingOfTheTimeLeftBeforeAnythingIsDone() {
        new ReplayProgress(new PrintWriter(said), true).show(0, 100);
        assertThat(said.toString()).endsWith("0 of 100 records, 0 records/s");
    }

    @Test
    void drawsNoBarWhereThereIsNoTerminal() {
        ReplayProgress progress = new ReplayProgress(new PrintWriter(said), false);
        progress.show(50, 100);
        progress.over();
        assertThat(said.toString()).isEmpty();
    }
}
