package io.restante.mailbox.flow;

import io.restante.base.Decision;
import io.restante.base.Decision.Accepted;
import io.restante.base.Decision.Rejected;
import io.restante.base.MailboxId;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Witness;
import io.restante.mailbox.Census;
import io.restante.mailbox.Mailbox;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxEvent.SessionJoined;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.MailboxHead;
import io.restante.mailbox.Marks;
import io.restante.mailbox.Moment;
import io.restante.mailbox.Recount;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** The one shape of every step on a mailbox: load, decide, apply, save, forward. */
final class MailboxStep {
    private final ProcessorContext<?, ?> context;
    private final Progress progress;
    private final Witness witness;
    private final Census census;
    private final Marks.Input input;
    private final Consumer<Record<MailboxId, MailboxHappened>> happened;
    private final Met met = new Met();
    final MailboxStore store;

    /** @param happened where it is told what happened */
    MailboxStep(
            ProcessorContext<?, ?> context,
            Progress progress,
            Witness witness,
            Marks.Input input,
            Consumer<Record<MailboxId, MailboxHappened>> happened) {
        this.context = context;
        this.progress = progress;
        this.witness = witness;
        this.census = witness.census(context.taskId().partition());
        this.input = input;
        this.happened = happened;
        this.store = new MailboxStore(context.getStateStore(Store.MAILBOX_ENTRIES.name()));
    }

    /**
     * Decides and applies a record that is the mailbox's own: at or below the mailbox's mark it was applied before.
     *
     * @param again what to tell once more when the record was applied before
     */
    void run(
            Record<MailboxId, ?> record,
            BiFunction<Mailbox, Moment, Decision<MailboxEvent>> decide,
            Function<Mailbox, List<MailboxEvent>> again) {
        Mailbox mailbox = load(record);
        if (mailbox.head().marks().has(input, offset())) {
            forward(record, again.apply(mailbox), true);
        } else {
            run(record, mailbox, decide, again);
        }
    }

    /** Decides and applies what cannot be done twice by its nature. */
    void runUnmarked(Record<MailboxId, ?> record, BiFunction<Mailbox, Moment, Decision<MailboxEvent>> decide) {
        run(record, load(record), decide, mailbox -> List.of());
    }

    /** The same for a mailbox that a crash may have left torn. */
    void runMended(Record<MailboxId, ?> record, BiFunction<Mailbox, Moment, Decision<MailboxEvent>> decide) {
        run(record, mended(record), decide, mailbox -> List.of());
    }

    /** Until everything from before a crash has been applied again, a mailbox may be torn; what this run has met once is not. */
    private Mailbox load(Record<MailboxId, ?> record) {
        if (caughtUp()) {
            met.clear();
            return store.loadWhole(record.key());
        }
        if (met.add(record.key())) {
            return mended(record);
        }
        return store.load(record.key());
    }

    private Mailbox mended(Record<MailboxId, ?> record) {
        Mailbox torn = store.load(record.key());
        MailboxHead before = torn.head();
        Recount.mend(torn, time(record));
        store.save(record.key(), before, torn, place(), false);
        census.changed(record.key(), before, torn.head());
        return store.load(record.key());
    }

    private void run(
            Record<MailboxId, ?> record,
            Mailbox mailbox,
            BiFunction<Mailbox, Moment, Decision<MailboxEvent>> decide,
            Function<Mailbox, List<MailboxEvent>> again) {
        Moment moment = new Moment(time(record), caughtUp());
        MailboxHead before = mailbox.head();
        Decision<MailboxEvent> decision = decide.apply(mailbox, moment);
        List<MailboxEvent> events =
                switch (decision) {
                    case Accepted<MailboxEvent> accepted -> accepted.events();
                    case Rejected<MailboxEvent> rejected -> again.apply(mailbox);
                };
        switch (decision) {
            case Accepted<MailboxEvent> accepted -> {
                events.forEach(mailbox::apply);
                witness.happened(events);
            }
            case Rejected<MailboxEvent> rejected -> witness.rejected(rejected.rejection());
        }
        if (!moment.caughtUp() && events.stream().anyMatch(SessionJoined.class::isInstance)) {
            // A session that joins may have messages from before the crash already.
            Recount.mend(mailbox, moment.now());
        }
        mailbox.mark(input, offset());
        store.save(record.key(), before, mailbox, place(), moment.caughtUp());
        census.changed(record.key(), before, mailbox.head());
        forward(record, events, decision instanceof Rejected<MailboxEvent>);
        store.relieveCommit(() -> progress.waitedFor(context.taskId().partition()));
    }

    private static Instant time(Record<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    boolean caughtUp() {
        return progress.caughtUp(context.taskId().partition());
    }

    private Place place() {
        return new Place(input, offset());
    }

    long offset() {
        return context.recordMetadata().map(RecordMetadata::offset).orElseThrow();
    }

    private void forward(Record<MailboxId, ?> record, List<MailboxEvent> events, boolean again) {
        if (!events.isEmpty()) {
            happened.accept(new Record<>(record.key(), new MailboxHappened(events, again), record.timestamp()));
        }
    }
}
