package io.restante.query.routed;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.contract.Position;
import io.restante.mailbox.OpenMessage;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.StoreQueries;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/** Answers questions from the stores of whichever instance holds them: this one, or another that is asked. */
public final class RoutedQueries implements MailboxQueries {
    private static final QuestionCodec QUESTIONS = new QuestionCodec();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Optional<Here> here;
    private final Holders holders;
    private final Line line;
    private final int partitions;
    private final Duration patience;

    /**
     * The stores of this instance.
     *
     * @param holds whether a partition is among them
     */
    public record Here(MailboxQueries stores, IntPredicate holds) {}

    /**
     * Asks here what is here, and elsewhere the rest.
     *
     * @param here empty in a process without stores
     * @param partitions of every input
     * @param patience how long a question may take
     */
    public RoutedQueries(Optional<Here> here, Holders holders, Line line, int partitions, Duration patience) {
        this.here = here;
        this.holders = holders;
        this.line = line;
        this.partitions = partitions;
        this.patience = patience;
    }

    @Override
    public int partition(MailboxId mailbox) {
        return StoreQueries.partition(mailbox, partitions);
    }

    @Override
    public MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().status(mailbox, after)
                : ask(new Question.Status(mailbox, after), Answers::status);
    }

    @Override
    public long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().count(mailbox, recipient, after)
                : ask(new Question.Count(mailbox, recipient, after), Answers::whole);
    }

    @Override
    public List<OpenMessage> look(
            MailboxId mailbox,
            int limit,
            OptionalLong limitBytes,
            Optional<String> recipient,
            long from,
            Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().look(mailbox, limit, limitBytes, recipient, from, after)
                : ask(new Question.Look(mailbox, limit, limitBytes, recipient, from, after), Answers::messages);
    }

    @Override
    public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().accepted(mailbox, id, position)
                : ask(new Question.Accepted(mailbox, id, position), Answers::truth);
    }

    @Override
    public OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().sequence(mailbox, id, after)
                : ask(new Question.Sequence(mailbox, id, after), Answers::maybeWhole);
    }

    private Optional<MailboxQueries> stores(MailboxId mailbox) {
        return here.filter(stores -> stores.holds().test(partition(mailbox))).map(Here::stores);
    }

    private interface Reader<T> {
        T read(JsonObject json) throws MalformedException;
    }

    private <T> T ask(Question question, Reader<T> reader) {
        byte[] answer = answer(question);
        try {
            return reader.read(JsonObject.parse(answer));
        } catch (MalformedException e) {
            throw new IllegalStateException("An instance answered a question with what is no answer to it", e);
        }
    }

    /** Should the one that is thought to hold the partition not answer, and another one hold it by now, that one is asked. */
    private byte[] answer(Question question) {
        long deadline = System.nanoTime() + patience.toNanos();
        byte[] bytes = QUESTIONS.encode(question);
        String first = holder(question);
        try {
            return line.ask(first, bytes, patience);
        } catch (UnavailableException e) {
            holders.doubt();
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            String second = holder(question);
            if (second.equals(first) || !left.isPositive()) {
                throw e;
            }
            return line.ask(second, bytes, left);
        }
    }

    private String holder(Question question) {
        return holders.holding(partition(question.mailbox()))
                .orElseThrow(() ->
                        new UnavailableException("No instance of the topology holds the mailbox now.", RETRY_AFTER));
    }
}
