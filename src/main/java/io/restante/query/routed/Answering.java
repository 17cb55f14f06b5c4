package io.restante.query.routed;

import io.restante.base.MailboxId;
import io.restante.contract.MalformedException;
import io.restante.query.MailboxQueries;
import java.util.function.Consumer;

/** Answers what other instances ask, from the stores of this one alone: a question is not sent on. */
public final class Answering {
    private static final QuestionCodec QUESTIONS = new QuestionCodec();

    private final MailboxQueries stores;

    public Answering(MailboxQueries stores) {
        this.stores = stores;
    }

    /**
     * The answer to a question.
     *
     * @param permit throws when the mailbox is not the asker's business
     * @throws MalformedException when it is no question
     * @throws io.restante.query.UnavailableException when it cannot be answered here now
     */
    public byte[] answer(byte[] question, Consumer<MailboxId> permit) throws MalformedException {
        Question asked = QUESTIONS.decode(question);
        permit.accept(asked.mailbox());
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
}
