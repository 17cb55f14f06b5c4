package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.Payload;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Work beside what is measured: messages for mailboxes of its own, each acknowledged a while later, at a steady rate until it is closed. */
final class Background implements AutoCloseable {
    private static final int MAILBOXES = 500;
    private static final int PENDING = 100;

    private final InputWriter writer;
    private final int perSecond;
    private final Payload payload;
    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    /** @param perSecond records, half of them messages and half acknowledgements */
    Background(InputWriter writer, int perSecond, Payload payload) {
        this.writer = writer;
        this.perSecond = perSecond;
        this.payload = payload;
        this.thread = Thread.ofPlatform().name("bench-background").daemon().unstarted(this::work);
        thread.setUncaughtExceptionHandler((stopped, trouble) -> failure.set(trouble));
        thread.start();
    }

    private void work() {
        Pace pace = new Pace(perSecond);
        for (long n = 0; !over; n++) {
            pace.await(n);
            long message = n / 2;
            if (n % 2 == 0) {
                writer.write(
                        Topics.MAILBOX_MESSAGES,
                        mailbox(message),
                        AddMessage.of(payload).withId(id(message)));
            } else if (message >= PENDING) {
                writer.write(
                        Topics.MAILBOX_COMMANDS,
                        mailbox(message - PENDING),
                        CommandRequest.of(new AcknowledgeMessages(List.of(id(message - PENDING)))));
            }
        }
    }

    private static MailboxId mailbox(long message) {
        return new MailboxId("background-" + message % MAILBOXES);
    }

    private static MessageId id(long message) {
        return new MessageId("background-" + message);
    }

    /** @throws BenchException when it has stopped of itself, so that something was measured without it */
    void alive() {
        Throwable trouble = failure.get();
        if (trouble != null) {
            throw new BenchException("The work beside the measurement stopped", trouble);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted", e);
        }
        alive();
        writer.flush();
    }
}
