package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.Payload;
import io.restante.contract.JsonText;
import io.restante.contract.MalformedException;
import io.restante.query.Aged;
import io.restante.query.GroupQueries;
import io.restante.query.MailboxQueries;
import io.restante.query.StaleQueries;
import io.restante.query.StoreRelaySessionQueries;
import io.restante.query.UnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Answers what other instances ask, from the stores of this one alone: a question is not sent on. */
public final class Answering {
    private static final QuestionCodec QUESTIONS = new QuestionCodec();
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Optional<MailboxQueries> stores;
    private final Optional<GroupQueries> groups;
    private final Optional<StaleQueries> copies;
    private final Optional<StoreRelaySessionQueries> relaySessions;

    /** In a process without settlement. */
    public Answering(MailboxQueries stores, GroupQueries groups, StaleQueries copies) {
        this(Optional.of(stores), Optional.of(groups), Optional.of(copies), Optional.empty());
    }

    /**
     * Each empty where this process does not hold such stores.
     *
     * @param copies the standby copies of this instance
     */
    public Answering(
            Optional<MailboxQueries> stores,
            Optional<GroupQueries> groups,
            Optional<StaleQueries> copies,
            Optional<StoreRelaySessionQueries> relaySessions) {
        this.stores = stores;
        this.groups = groups;
        this.copies = copies;
        this.relaySessions = relaySessions;
    }

    /** What is the asker's business: throws when the mailbox or group is not. */
    public interface Permit {
        void mailbox(MailboxId mailbox);

        void group(GroupId group);
    }

    /**
     * The answer to a question.
     *
     * @throws MalformedException when it is no question
     * @throws io.restante.query.UnavailableException when it cannot be answered here now
     */
    public byte[] answer(byte[] question, Permit permit) throws MalformedException {
        return answer(QUESTIONS.decode(question), permit);
    }

    private byte[] answer(Question asked, Permit permit) throws MalformedException {
        return switch (asked) {
            case Question.OfMailbox of -> {
                permit.mailbox(of.mailbox());
                yield answer(here(stores), of);
            }
            case Question.OfGroup of -> {
                permit.group(of.group());
                yield answer(here(groups), of);
            }
            case Question.Stale stale -> stale(here(copies), stale.of(), permit);
            case Question.OfSettlement of -> answer(here(relaySessions), of);
        };
    }

    private static <T> T here(Optional<T> queries) {
        return queries.orElseThrow(
                () -> new UnavailableException("This instance does not hold such stores now.", RETRY_AFTER));
    }

    private static byte[] answer(StoreRelaySessionQueries stores, Question.OfSettlement asked) {
        return switch (asked) {
            case Question.ChainAt chain -> Answers.of(stores.chain(chain.height()));
            case Question.RelaySessions sessions ->
                Answers.ofRelaySessions(
                        stores.sessions(sessions.partition(), sessions.supplier(), sessions.after(), sessions.limit()));
            case Question.OneRelaySession one ->
                Answers.ofRelaySessions(stores.session(one.key()).stream().toList());
            case Question.ProofAt proof -> Answers.ofProof(stores.proof(proof.key(), proof.path()));
        };
    }

    private static byte[] answer(MailboxQueries stores, Question.OfMailbox asked) {
        return switch (asked) {
            case Question.Status status -> Answers.of(stores.status(status.mailbox(), status.after()));
            case Question.Count count -> Answers.of(stores.count(count.mailbox(), count.recipient(), count.after()));
            case Question.Look look ->
                Answers.of(stores.look(
                        look.mailbox(), look.limit(), look.limitBytes(), look.recipient(), look.from(), look.after()));
            case Question.Accepted accepted ->
                Answers.of(stores.accepted(accepted.mailbox(), accepted.id(), accepted.position()));
            case Question.PushTargets targets ->
                Answers.ofTargets(stores.pushTargets(targets.mailbox(), targets.after()));
            case Question.Sequence sequence ->
                Answers.of(stores.sequence(sequence.mailbox(), sequence.id(), sequence.after()));
        };
    }

    private static byte[] stale(StaleQueries copies, Question asked, Permit permit) throws MalformedException {
        return switch (asked) {
            case Question.Status status -> {
                permit.mailbox(status.mailbox());
                yield aged(copies.status(status.mailbox()), Answers::of);
            }
            case Question.Count count -> {
                permit.mailbox(count.mailbox());
                yield aged(copies.count(count.mailbox(), count.recipient()), Answers::of);
            }
            case Question.Look look -> {
                permit.mailbox(look.mailbox());
                yield aged(
                        copies.look(look.mailbox(), look.limit(), look.limitBytes(), look.recipient(), look.from()),
                        Answers::of);
            }
            case Question.Agents agents -> {
                permit.group(agents.group());
                yield aged(copies.agents(agents.group(), agents.after(), agents.limit()), Answers::ofAgents);
            }
            case Question.Accepted accepted -> throw notOfCopies();
            case Question.PushTargets targets -> throw notOfCopies();
            case Question.Sequence sequence -> throw notOfCopies();
            case Question.AgentCount count -> throw notOfCopies();
            case Question.Stale stale -> throw notOfCopies();
            case Question.OfSettlement of -> throw notOfCopies();
        };
    }

    private static MalformedException notOfCopies() {
        return new MalformedException("stale", "is not for this question");
    }

    private static <T> byte[] aged(Aged<T> aged, Function<T, byte[]> form) {
        return JsonText.object(
                json -> json.put("age", aged.age().toString()).put("answer", new Payload(form.apply(aged.answer()))));
    }

    private static byte[] answer(GroupQueries groups, Question.OfGroup asked) {
        return switch (asked) {
            case Question.Agents agents ->
                Answers.ofAgents(groups.agents(agents.group(), agents.after(), agents.limit(), agents.seen()));
            case Question.AgentCount count -> Answers.of(groups.count(count.group()));
        };
    }
}
