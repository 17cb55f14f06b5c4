package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.ReplyAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** A mailbox nobody is connected to, and what is asked of it: messages come at one end and are acknowledged at the other. */
final class BacklogMailbox {
    private final MailboxId id;
    private final Inputs inputs;
    private final Letters letters;
    private final Deque<Long> taken = new ArrayDeque<>();
    private long added;
    private long acknowledged;

    BacklogMailbox(MailboxId id, Inputs inputs, Letters letters) {
        this.id = id;
        this.inputs = inputs;
        this.letters = letters;
    }

    MailboxId id() {
        return id;
    }

    /** Messages written to it. */
    long added() {
        return added;
    }

    /** Of these, the oldest that were acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** For each take, the number of the oldest message at that time. */
    Deque<Long> taken() {
        return taken;
    }

    static MessageId message(long number) {
        return new MessageId("message-" + number);
    }

    void add(int messages) {
        for (int n = 0; n < messages; n++) {
            inputs.write(
                    Topics.MAILBOX_MESSAGES,
                    id,
                    AddMessage.of(letters.payload(added)).withId(message(added)));
            added++;
        }
    }

    /** Acknowledges the oldest, each by itself. */
    void acknowledge(int messages) {
        for (int n = 0; n < messages; n++) {
            acknowledgeTogether(1);
        }
    }

    /** Acknowledges the oldest with one command. */
    void acknowledgeTogether(int messages) {
        List<MessageId> ids = LongStream.range(acknowledged, acknowledged + messages)
                .mapToObj(BacklogMailbox::message)
                .toList();
        acknowledged += messages;
        command(new AcknowledgeMessages(ids), Optional.empty());
    }

    /** Asks for the oldest; they stay. */
    void take(int messages) {
        taken.add(acknowledged);
        command(
                new TakeMessages(OptionalInt.of(messages), OptionalLong.empty(), Optional.empty(), Optional.empty()),
                Optional.of(new ReplyAddress(Workbench.GATEWAY, "take")));
    }

    private void command(MailboxCommand command, Optional<ReplyAddress> replyTo) {
        inputs.write(Topics.MAILBOX_COMMANDS, id, new CommandRequest(command, replyTo, OptionalLong.empty(), 0));
    }
}
