package io.restante.query.routed;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.contract.MalformedException;
import io.restante.query.GroupQueries;
import io.restante.query.MailboxQueries;

/** Answers what other instances ask, from the stores of this one alone: a question is not sent on. */
public final class Answering {
    private static final QuestionCodec QUESTIONS = new QuestionCodec();

    private final MailboxQueries stores;
    private final GroupQueries groups;

    public Answering(MailboxQueries stores, GroupQueries groups) {
        this.stores = stores;
        this.groups = groups;
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
        Question asked = QUESTIONS.decode(question);
        return switch (asked) {
            case Question.OfMailbox of -> {
                permit.mailbox(of.mailbox());
                yield answer(of);
            }
            case Question.OfGroup of -> {
                permit.group(of.group());
                yield answer(of);
            }
        };
    }

    private byte[] answer(Question.OfMailbox asked) {
        return switch (asked) {
            case Question.Status status -> Answers.of(stores.status(status.mailbox(), status.after()));
            case Question.Count count -> Answers.of(stores.count(count.mailbox(), count.recipient(), count.after()));
            case Question.Look look ->
                Answers.of(stores.look(
                        look.mailbox(), look.limit(), look.limitBytes(), look.recipient(), look.from(), look.after()));
            case Question.Accepted accepted ->
                Answers.of(stores.accepted(accepted.mailbox(), accepted.id(), accepted.position()));
            case Question.Sequence sequence ->
                Answers.of(stores.sequence(sequence.mailbox(), sequence.id(), sequence.after()));
        };
    }

    private byte[] answer(Question.OfGroup asked) {
        return switch (asked) {
            case Question.Agents agents ->
                Answers.ofAgents(groups.agents(agents.group(), agents.after(), agents.limit()));
            case Question.AgentCount count -> Answers.of(groups.count(count.group()));
        };
    }
}
