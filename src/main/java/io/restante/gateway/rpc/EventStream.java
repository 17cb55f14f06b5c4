package io.restante.gateway.rpc;

import io.restante.base.MailboxId;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.gateway.socket.Outbox;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The events of one live session on their way to its socket. What finds no room is dropped: it is handed out again. */
final class EventStream implements Receiver {
    private final MailboxId mailbox;
    private final Outbox outbox;
    private final long frameBytes;
    private final Consumer<EndReason> ended;

    /** @param frameBytes payload bytes in one event at most; one message always fits */
    EventStream(MailboxId mailbox, Outbox outbox, long frameBytes, Consumer<EndReason> ended) {
        this.mailbox = mailbox;
        this.outbox = outbox;
        this.frameBytes = frameBytes;
        this.ended = ended;
    }

    /** Once a part finds no room the later parts are not tried: they would overtake it. */
    @Override
    public void handOut(List<OpenMessage> messages) {
        List<OpenMessage> part = new ArrayList<>();
        long bytes = 0;
        for (OpenMessage message : messages) {
            int size = message.payload().size();
            if (!part.isEmpty() && bytes + size > frameBytes) {
                if (!outbox.offer(RpcText.event(mailbox, part))) {
                    return;
                }
                part.clear();
                bytes = 0;
            }
            part.add(message);
            bytes += size;
        }
        if (!part.isEmpty() && !outbox.offer(RpcText.event(mailbox, part))) {
            part.clear();
        }
    }

    /** This wire has no word for it. */
    @Override
    public void backlogDone() {}

    @Override
    public void ended(EndReason reason) {
        ended.accept(reason);
    }
}
