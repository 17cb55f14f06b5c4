package io.restante.app;

import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The ids of messages by what the ledger says of them, every line it ever had. */
final class Ledger implements AutoCloseable {
    private final TopicReader<LedgerEntry> reader;
    private final Map<Step, List<String>> lines = new EnumMap<>(Step.class);

    Ledger(String bootstrapServers) {
        this.reader = new TopicReader<>(bootstrapServers, Topics.MAILBOX_LEDGER);
    }

    Map<Step, List<String>> read() {
        for (LedgerEntry entry : reader.read()) {
            lines.computeIfAbsent(entry.event(), step -> new ArrayList<>())
                    .add(entry.id().value());
        }
        return lines;
    }

    @Override
    public void close() {
        reader.close();
    }
}
