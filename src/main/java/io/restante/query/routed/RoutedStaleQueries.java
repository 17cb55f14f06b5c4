package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import io.restante.mailbox.OpenMessage;
import io.restante.query.Aged;
import io.restante.query.GroupQueries;
import io.restante.query.GroupQueries.PresentAgent;
import io.restante.query.MailboxQueries;
import io.restante.query.MailboxStatus;
import io.restante.query.StaleQueries;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the holder of a store first, and when that one cannot answer, a standby copy: here, or on the instance that has one. */
public final class RoutedStaleQueries implements StaleQueries {
    private final MailboxQueries holders;
    private final GroupQueries groups;
    private final Optional<StaleQueries> here;
    private final Instances standbys;

    /**
     * Asks these.
     *
     * @param here the copies of this instance; empty in a process without stores
     * @param standbys the instances that have copies
     */
    public RoutedStaleQueries(
            MailboxQueries holders, GroupQueries groups, Optional<StaleQueries> here, Instances standbys) {
        this.holders = holders;
        this.groups = groups;
        this.here = here;
        this.standbys = standbys;
    }

    @Override
    public Aged<MailboxStatus> status(MailboxId mailbox) {
        return answer(
                () -> holders.status(mailbox, Optional.empty()),
                copies -> copies.status(mailbox),
                new Question.Status(mailbox, Optional.empty()),
                Answers::status);
    }

    @Override
    public Aged<Long> count(MailboxId mailbox, Optional<String> recipient) {
        return answer(
                () -> holders.count(mailbox, recipient, Optional.empty()),
                copies -> copies.count(mailbox, recipient),
                new Question.Count(mailbox, recipient, Optional.empty()),
                Answers::whole);
    }

    @Override
    public Aged<List<OpenMessage>> look(
            MailboxId mailbox, int limit, OptionalLong limitBytes, Optional<String> recipient, long from) {
        return answer(
                () -> holders.look(mailbox, limit, limitBytes, recipient, from, Optional.empty()),
                copies -> copies.look(mailbox, limit, limitBytes, recipient, from),
                new Question.Look(mailbox, limit, limitBytes, recipient, from, Optional.empty()),
                Answers::messages);
    }

    @Override
    public Aged<List<PresentAgent>> agents(GroupId group, long after, int limit) {
        return answer(
                () -> groups.agents(group, after, limit, Optional.empty()),
                copies -> copies.agents(group, after, limit),
                new Question.Agents(group, after, limit, Optional.empty()),
                Answers::agents);
    }

    private <T> Aged<T> answer(
            Supplier<T> holder, Function<StaleQueries, Aged<T>> local, Question question, Instances.Reader<T> reader) {
        try {
            return Aged.now(holder.get());
        } catch (UnavailableException holderIsGone) {
            return copy(local, question, reader);
        }
    }

    private <T> Aged<T> copy(Function<StaleQueries, Aged<T>> local, Question question, Instances.Reader<T> reader) {
        if (here.isPresent()) {
            try {
                return local.apply(here.get());
            } catch (UnavailableException noneHere) {
                return remote(question, reader);
            }
        }
        return remote(question, reader);
    }

    private <T> Aged<T> remote(Question question, Instances.Reader<T> reader) {
        return standbys.ask(new Question.Stale(question), json -> aged(json, reader));
    }

    private static <T> Aged<T> aged(JsonObject json, Instances.Reader<T> reader) throws MalformedException {
        Duration age = json.duration("age")
                .orElseThrow(() -> new MalformedException("age", "is missing; expected a duration"));
        return new Aged<>(reader.read(json.requiredObject("answer")), age);
    }
}
