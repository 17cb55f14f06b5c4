package io.restante.delivery.flow;

import io.restante.base.MailboxId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.HandOut;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.LedgerEntry;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.mailbox.MailboxEvent;
import io.restante.mailbox.MailboxEvent.BacklogDelivered;
import io.restante.mailbox.MailboxEvent.CommandAnswered;
import io.restante.mailbox.MailboxEvent.CursorMoved;
import io.restante.mailbox.MailboxEvent.FrontMoved;
import io.restante.mailbox.MailboxEvent.HandOutLapsed;
import io.restante.mailbox.MailboxEvent.MessageAcknowledged;
import io.restante.mailbox.MailboxEvent.MessageDied;
import io.restante.mailbox.MailboxEvent.MessageDropped;
import io.restante.mailbox.MailboxEvent.MessageHandedOut;
import io.restante.mailbox.MailboxEvent.MessagePutBack;
import io.restante.mailbox.MailboxEvent.MessageRefused;
import io.restante.mailbox.MailboxEvent.MessageStored;
import io.restante.mailbox.MailboxEvent.MessageTaken;
import io.restante.mailbox.MailboxEvent.Pushing;
import io.restante.mailbox.MailboxEvent.SessionJoined;
import io.restante.mailbox.MailboxEvent.SessionLeft;
import io.restante.mailbox.MailboxEvent.WaitUnanswered;
import io.restante.mailbox.MailboxEvent.WakeSet;
import io.restante.mailbox.MailboxHappened;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Tells those it concerns what happened to a mailbox: the gateway of its session, pushers, the ledger, the history, the dead letters. */
@NullUnmarked
public final class DeliveryProcessor implements Processor<MailboxId, MailboxHappened, Object, Object> {
    /** Payload bytes in one hand-out record at most, but always at least one message. */
    private static final long HAND_OUT_BYTES = 1 << 20;

    private final Sinks sinks;
    private ProcessorContext<Object, Object> context;
    private Outbox outbox;
    private Knocks knocks;

    public DeliveryProcessor(Sinks sinks) {
        this.sinks = sinks;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.outbox = new Outbox(context);
        this.knocks = new Knocks(context, outbox, sinks);
    }

    @Override
    public void process(Record<MailboxId, MailboxHappened> record) {
        tellGateways(record);
        record.value().events().forEach(event -> tellOthers(record, event));
    }

    /** The producer sends off at once what it is given first, and the rest behind it: whoever waits at a gateway does not wait for the ledger too. */
    private void tellGateways(Record<MailboxId, MailboxHappened> record) {
        List<MessageHandedOut> handOuts = new ArrayList<>();
        for (MailboxEvent event : record.value().events()) {
            switch (event) {
                case MessageHandedOut out -> handOuts.add(out);
                case BacklogDelivered delivered -> {
                    handOut(record, handOuts);
                    LiveWindow window = delivered.window();
                    live(record, window, new LiveRecord.BacklogDone(window.connection(), window.epoch()));
                }
                case SessionLeft left -> closeLost(record, left);
                case CommandAnswered answered ->
                    outbox.tell(
                            answered.replyTo().gateway(),
                            record.key(),
                            new LiveRecord.Reply(answered.replyTo().correlation(), answered.reply()),
                            sinks.live(),
                            record.timestamp());
                default -> {}
            }
        }
        handOut(record, handOuts);
    }

    private void tellOthers(Record<MailboxId, MailboxHappened> record, MailboxEvent event) {
        switch (event) {
            case MessageStored stored -> ledger(record, stored.message(), Step.STORED);
            case MessageRefused refused ->
                outbox.send(
                        Topics.MAILBOX_REJECTIONS,
                        sinks.rejections(),
                        record.key(),
                        refused.refused(),
                        record.timestamp());
            case MessageAcknowledged acknowledged -> ledger(record, acknowledged.message(), Step.ACKNOWLEDGED);
            case MessageDropped dropped -> ledger(record, dropped.message(), dropped.why());
            case MessageDied died -> {
                ledger(record, died.message(), Step.DEAD);
                bury(record, died);
            }
            case MessagePutBack back -> ledger(record, back.message(), Step.PUT_BACK);
            case Pushing pushing -> knocks.tell(record, pushing.event());
            case SessionLeft left -> left(record, left);
            case MessageHandedOut out ->
                ledger(
                        record,
                        out.message(),
                        Step.HANDED_OUT,
                        Optional.of(out.window()),
                        out.message().attempts());
            // Only gateways are told of these.
            case BacklogDelivered delivered -> {}
            case CommandAnswered answered -> {}
            // These change what the mailbox knows; nobody outside is concerned.
            case MessageTaken taken -> {}
            case HandOutLapsed lapsed -> {}
            case SessionJoined joined -> {}
            case CursorMoved moved -> {}
            case FrontMoved moved -> {}
            case WakeSet wake -> {}
            case WaitUnanswered silent -> {}
        }
    }

    /** All that goes to one session in as few records as their size allows. */
    private void handOut(Record<MailboxId, MailboxHappened> record, List<MessageHandedOut> handOuts) {
        List<OpenMessage> messages = new ArrayList<>();
        long bytes = 0;
        for (MessageHandedOut out : handOuts) {
            if (!messages.isEmpty() && bytes + out.message().size() > HAND_OUT_BYTES) {
                handOut(record, handOuts.getFirst().window(), messages);
                messages.clear();
                bytes = 0;
            }
            messages.add(out.message().open());
            bytes += out.message().size();
        }
        if (!messages.isEmpty()) {
            handOut(record, handOuts.getFirst().window(), messages);
        }
        handOuts.clear();
    }

    private void handOut(Record<MailboxId, MailboxHappened> record, LiveWindow window, List<OpenMessage> messages) {
        live(record, window, new LiveRecord.HandOut(window.connection(), window.epoch(), messages));
    }

    private void live(Record<MailboxId, MailboxHappened> record, LiveWindow window, LiveRecord live) {
        outbox.tell(window.gateway(), record.key(), live, sinks.live(), record.timestamp());
    }

    private void closeLost(Record<MailboxId, MailboxHappened> record, SessionLeft left) {
        if (left.reason() == EndReason.GATEWAY_LOST) {
            LiveWindow window = left.window();
            live(record, window, new LiveRecord.Close(window.connection(), window.epoch(), left.reason()));
        }
    }

    private void left(Record<MailboxId, MailboxHappened> record, SessionLeft left) {
        LiveWindow window = left.window();
        outbox.send(
                Topics.SESSION_HISTORY,
                sinks.history(),
                record.key().value(),
                new EndedSession(
                        window.sessionId(),
                        window.epoch(),
                        window.gateway(),
                        window.since(),
                        left.endedAt(),
                        left.reason(),
                        window.handedOut(),
                        window.acknowledged()),
                record.timestamp());
    }

    private void bury(Record<MailboxId, MailboxHappened> record, MessageDied died) {
        context.forward(DeadMessage.of(record, died, context.taskId().partition()), sinks.deadLetters());
    }

    private void ledger(Record<MailboxId, MailboxHappened> record, HeldMessage message, Step step) {
        ledger(record, message, step, Optional.empty(), 0);
    }

    private void ledger(
            Record<MailboxId, MailboxHappened> record,
            HeldMessage message,
            Step step,
            Optional<LiveWindow> window,
            int attempt) {
        Instant at = message.handOut()
                .filter(out -> step == Step.HANDED_OUT)
                .map(HandOut::at)
                .orElse(step == Step.STORED ? message.receivedAt() : Instant.ofEpochMilli(record.timestamp()));
        outbox.send(
                Topics.MAILBOX_LEDGER,
                sinks.ledger(),
                record.key(),
                new LedgerEntry(
                        message.id(),
                        message.sequence(),
                        step,
                        at,
                        window.map(LiveWindow::epoch),
                        attempt > 0 ? Optional.of(attempt) : Optional.empty()),
                record.timestamp());
    }
}
