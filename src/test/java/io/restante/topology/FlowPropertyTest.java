package io.restante.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.base.Seeds;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxCommand;
import io.restante.mailbox.OpenMessage;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random histories through the whole topology: what was stored reaches a session that acknowledges, and ends once. */
class FlowPropertyTest {
    private static final int STEPS = 40;

    @Test
    void whatIsStoredIsHandedOutAndEndsOnce() {
        Seeds.each(20, seed -> {
            try (FlowTest flow = new FlowTest()) {
                run(flow, new Random(seed));
            }
        });
    }

    private static void run(FlowTest flow, Random random) {
        List<MailboxId> mailboxes = List.of(new MailboxId("a"), new MailboxId("aa"), new MailboxId("b"));
        Set<MessageId> delivered = new HashSet<>();
        for (int n = 0; n < STEPS; n++) {
            MailboxId mailbox = mailboxes.get(random.nextInt(mailboxes.size()));
            switch (random.nextInt(5)) {
                case 0, 1 -> flow.pipe(Topics.MAILBOX_MESSAGES, mailbox, AddMessage.of(Payload.ofText("" + n)));
                case 2 -> open(flow, mailbox, "c" + n);
                case 3 -> flow.pass(Duration.ofMillis(500L * (1 + random.nextInt(12))));
                default ->
                    flow.pipe(
                            Topics.MAILBOX_COMMANDS,
                            mailbox,
                            CommandRequest.of(new MailboxCommand.TakeMessages(
                                    OptionalInt.of(2),
                                    OptionalLong.empty(),
                                    Optional.empty(),
                                    random.nextBoolean() ? Optional.of(Duration.ofSeconds(5)) : Optional.empty())));
            }
        }
        flow.readLive();
        mailboxes.forEach(mailbox -> open(flow, mailbox, mailbox.value()));
        for (int n = 0; n < 15; n++) {
            flow.pass(Duration.ofSeconds(1));
            List<MessageId> out = handedOut(flow);
            delivered.addAll(out);
            mailboxes.forEach(mailbox -> flow.pipe(
                    Topics.MAILBOX_COMMANDS, mailbox, CommandRequest.of(new MailboxCommand.AcknowledgeMessages(out))));
        }
        List<MessageId> stored = new ArrayList<>();
        List<MessageId> ended = new ArrayList<>();
        for (LedgerEntry entry : flow.read(Topics.MAILBOX_LEDGER)) {
            if (entry.event() == Step.STORED) {
                stored.add(entry.id());
            } else if (entry.event() == Step.ACKNOWLEDGED) {
                ended.add(entry.id());
            }
        }
        assertThat(ended).as("NothingLost, and each ends once").containsExactlyInAnyOrderElementsOf(stored);
        assertThat(delivered).as("acknowledged is what was handed out").containsAll(ended);
    }

    private static void open(FlowTest flow, MailboxId mailbox, String connection) {
        flow.pipe(
                Topics.SESSION_EVENTS,
                mailbox.value(),
                new Opened(new SessionId("s"), FlowTest.GATEWAY, FlowTest.RUN, connection, Optional.empty()));
    }

    private static List<MessageId> handedOut(FlowTest flow) {
        return flow.readLive().stream()
                .filter(LiveRecord.HandOut.class::isInstance)
                .flatMap(record -> ((LiveRecord.HandOut) record).messages().stream())
                .map(OpenMessage::id)
                .toList();
    }
}
