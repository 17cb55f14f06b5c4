package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.SessionId;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxCommand.TakeMessages;
import io.restante.mailbox.ReplyAddress;
import io.restante.session.SessionSignal.Opened;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * One round of mail, written to the log in the order in which it would have come. Messages go round the mailboxes, one for each before the
 * second for any. Mailboxes with an even number have a live session, which acknowledges each message by itself; those with an odd one are
 * asked for {@value #TAKEN} messages at a time, which are then acknowledged together.
 *
 * <p>What is done with the messages of a lap is written after the next lap's messages, at a later time of the log: that tells a topology which comes first.
 */
final class MailRound {
    private static final int TAKEN = 4;

    private final int mailboxes;
    private final int laps;
    private final Letters letters;
    private final int number;

    /**
     * A round that has not been written yet.
     *
     * @param laps messages for each mailbox
     * @param number tells the round's messages from another round's
     */
    MailRound(int mailboxes, int laps, Letters letters, int number) {
        this.mailboxes = mailboxes;
        this.laps = laps;
        this.letters = letters;
        this.number = number;
    }

    /** Opens the live sessions; once is enough for all rounds. */
    static void openSessions(InputWriter writer, int mailboxes) {
        for (int n = 0; n < mailboxes; n += 2) {
            writer.write(
                    Topics.SESSION_EVENTS,
                    mailbox(n).value(),
                    new Opened(
                            new SessionId("session-" + n),
                            Workbench.GATEWAY,
                            Workbench.RUN,
                            "connection-" + n,
                            Optional.empty()));
        }
        writer.flush();
    }

    static MailboxId mailbox(int n) {
        return new MailboxId("did:example:mailbox-" + n);
    }

    static boolean live(int mailbox) {
        return mailbox % 2 == 0;
    }

    int messages() {
        return mailboxes * laps;
    }

    /** The position in this round of the message with the id. */
    int index(MessageId id) {
        String prefix = "round-" + number + "-";
        if (!id.value().startsWith(prefix)) {
            throw new BenchException("A message of another round turned up: " + id);
        }
        return Integer.parseInt(id.value().substring(prefix.length()));
    }

    MessageId id(int lap, int mailbox) {
        return new MessageId("round-" + number + "-" + (lap * mailboxes + mailbox));
    }

    /** Writes it all. */
    void write(InputWriter writer) {
        for (int lap = 0; lap < laps; lap++) {
            for (int n = 0; n < mailboxes; n++) {
                writer.write(
                        Topics.MAILBOX_MESSAGES,
                        mailbox(n),
                        AddMessage.of(letters.payload((long) lap * mailboxes + n))
                                .withId(id(lap, n)));
            }
            writer.flushIntoThePast();
            if (lap > 0) {
                answer(writer, lap - 1);
            }
        }
        answer(writer, laps - 1);
    }

    private void answer(InputWriter writer, int lap) {
        for (int n = 0; n < mailboxes; n++) {
            if (live(n)) {
                command(writer, n, new AcknowledgeMessages(List.of(id(lap, n))), Optional.empty());
            } else if (lap % TAKEN == TAKEN - 1 || lap == laps - 1) {
                int mailbox = n;
                command(
                        writer,
                        n,
                        new TakeMessages(
                                OptionalInt.of(TAKEN), OptionalLong.empty(), Optional.empty(), Optional.empty()),
                        Optional.of(new ReplyAddress(Workbench.GATEWAY, "take-" + lap)));
                command(
                        writer,
                        n,
                        new AcknowledgeMessages(IntStream.rangeClosed(lap - lap % TAKEN, lap)
                                .mapToObj(each -> id(each, mailbox))
                                .toList()),
                        Optional.empty());
            }
        }
        writer.flush();
    }

    private static void command(
            InputWriter writer, int mailbox, MailboxCommand command, Optional<ReplyAddress> replyTo) {
        writer.write(
                Topics.MAILBOX_COMMANDS,
                mailbox(mailbox),
                new CommandRequest(command, replyTo, OptionalLong.empty(), 0));
    }
}
