package io.restante.query.routed;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Position;
import io.restante.mailbox.OpenMessage;
import io.restante.push.RegisteredTarget;
import io.restante.query.Fullness;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.StoreQueries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;

/** Answers questions from the stores of whichever instance holds them: this one, or another that is asked. */
public final class RoutedQueries implements MailboxQueries {
    private final Optional<Here> here;
    private final Instances instances;

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
     */
    public RoutedQueries(Optional<Here> here, Instances instances) {
        this.here = here;
        this.instances = instances;
    }

    @Override
    public int partition(MailboxId mailbox) {
        return StoreQueries.partition(mailbox, instances.partitions());
    }

    @Override
    public MailboxStatus status(MailboxId mailbox, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().status(mailbox, after)
                : instances.ask(new Question.Status(mailbox, after), Answers::status);
    }

    @Override
    public Fullness fullness(MailboxId mailbox) {
        return stores(mailbox)
                .map(stores -> stores.fullness(mailbox))
                .orElseGet(() -> MailboxQueries.super.fullness(mailbox));
    }

    @Override
    public long count(MailboxId mailbox, Optional<String> recipient, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().count(mailbox, recipient, after)
                : instances.ask(new Question.Count(mailbox, recipient, after), Answers::whole);
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
                : instances.ask(
                        new Question.Look(mailbox, limit, limitBytes, recipient, from, after), Answers::messages);
    }

    @Override
    public boolean accepted(MailboxId mailbox, MessageId id, Position position) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().accepted(mailbox, id, position)
                : instances.ask(new Question.Accepted(mailbox, id, position), Answers::truth);
    }

    @Override
    public OptionalLong sequence(MailboxId mailbox, MessageId id, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().sequence(mailbox, id, after)
                : instances.ask(new Question.Sequence(mailbox, id, after), Answers::maybeWhole);
    }

    @Override
    public List<RegisteredTarget> pushTargets(MailboxId mailbox, Optional<Position> after) {
        Optional<MailboxQueries> stores = stores(mailbox);
        return stores.isPresent()
                ? stores.get().pushTargets(mailbox, after)
                : instances.ask(new Question.PushTargets(mailbox, after), Answers::targets);
    }

    private Optional<MailboxQueries> stores(MailboxId mailbox) {
        return here.filter(stores -> stores.holds().test(partition(mailbox))).map(Here::stores);
    }
}
