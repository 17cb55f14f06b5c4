package io.restante.query;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.Topics;
import io.restante.mailbox.OpenMessage;
import io.restante.query.GroupQueries.PresentAgent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Answers from the standby copies of this instance. */
public final class StandbyQueries implements StaleQueries {
    private final MailboxQueries copies;
    private final GroupQueries groups;
    private final StandbyProgress progress;
    private final int partitions;
    private final LongSupplier nanos;

    /**
     * Reads these copies.
     *
     * @param copies the copies, as if they were the stores
     * @param partitions of every input
     * @param nanos the clock that progress was told by
     */
    public StandbyQueries(
            MailboxQueries copies, GroupQueries groups, StandbyProgress progress, int partitions, LongSupplier nanos) {
        this.copies = copies;
        this.groups = groups;
        this.progress = progress;
        this.partitions = partitions;
        this.nanos = nanos;
    }

    /** The age is asked for first: what comes in meanwhile makes the answer newer, not older. */
    private <T> Aged<T> aged(int partition, Supplier<T> reading) {
        long asked = nanos.getAsLong();
        var age = progress.age(partition, asked);
        T answer = reading.get();
        return new Aged<>(answer, age.plusNanos(nanos.getAsLong() - asked));
    }

    @Override
    public Aged<MailboxStatus> status(MailboxId mailbox) {
        return aged(copies.partition(mailbox), () -> copies.status(mailbox, Optional.empty()));
    }

    @Override
    public Aged<Long> count(MailboxId mailbox, Optional<String> recipient) {
        return aged(copies.partition(mailbox), () -> copies.count(mailbox, recipient, Optional.empty()));
    }

    @Override
    public Aged<List<OpenMessage>> look(
            MailboxId mailbox, int limit, OptionalLong limitBytes, Optional<String> recipient, long from) {
        return aged(
                copies.partition(mailbox),
                () -> copies.look(mailbox, limit, limitBytes, recipient, from, Optional.empty()));
    }

    @Override
    public Aged<List<PresentAgent>> agents(GroupId group, long after, int limit) {
        return aged(
                Topics.GROUP_EVENTS.partition(group, partitions),
                () -> groups.agents(group, after, limit, Optional.empty()));
    }
}
