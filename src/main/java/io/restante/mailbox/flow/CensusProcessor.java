package io.restante.mailbox.flow;

import io.restante.base.MailboxId;
import io.restante.base.Tick;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Witness;
import io.restante.mailbox.Census;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxHead;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** On each tick, shows the partition's census some more of the mailboxes that were there before it, and lets it report. It changes nothing. */
@NullUnmarked
public final class CensusProcessor implements Processor<byte[], Tick, Void, Void> {
    /** Mailboxes that one tick shows at most. */
    private static final int BATCH = 500;

    private final Progress progress;
    private final Witness witness;
    private ProcessorContext<Void, Void> context;
    private MailboxStore store;
    private Census census;

    public CensusProcessor(Progress progress, Witness witness) {
        this.progress = progress;
        this.witness = witness;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.store = new MailboxStore(context.getStateStore(Store.MAILBOX_ENTRIES.name()));
        this.census = witness.census(context.taskId().partition());
    }

    @Override
    public void process(Record<byte[], Tick> record) {
        if (!progress.caughtUp(context.taskId().partition())) {
            return;
        }
        Instant now = Instant.ofEpochMilli(record.timestamp());
        for (int shown = 0; shown < BATCH && census.surveying(now); shown++) {
            Optional<MailboxId> next = store.after(census.cursor());
            next.ifPresentOrElse(
                    mailbox -> census.show(mailbox, store.load(mailbox).head()), () -> census.surveyed(now));
        }
        census.report(this::oldestAt);
    }

    private Optional<Instant> oldestAt(MailboxId mailbox, MailboxHead head) {
        return store.load(mailbox).messages(head.first(), head.last(), 1, held -> true, held -> false).stream()
                .map(HeldMessage::receivedAt)
                .findFirst();
    }

    @Override
    public void close() {
        witness.stopped(context.taskId().partition());
    }
}
