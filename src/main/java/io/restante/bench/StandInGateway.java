package io.restante.bench;

import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.base.SessionId;
import io.restante.contract.LiveRecord;
import io.restante.contract.Topics;
import io.restante.mailbox.AddMessage;
import io.restante.mailbox.CommandRequest;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.OpenMessage;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A gateway without sockets: it lives, holds the sessions of its mailboxes, acknowledges what it is handed out, and knows when each message came for the first
 * time.
 */
final class StandInGateway implements AutoCloseable {
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Installation installation;
    private final int mailboxes;
    private final String name;
    private final InputWriter writer;
    private final Listener listener;
    private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLongArray arrived;
    private final AtomicIntegerArray attempts;
    private final AtomicLongArray againAt;
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong granted = new AtomicLong();
    private volatile int firstAfter = Integer.MAX_VALUE;
    private volatile int written;
    private volatile long brokenAt;

    /**
     * Holds its sessions when this returns.
     *
     * @param name tells its messages and mailboxes from those of another
     * @param messages that will be written
     */
    StandInGateway(Installation installation, int mailboxes, String name, int messages) {
        this.installation = installation;
        this.mailboxes = mailboxes;
        this.name = name;
        this.arrived = new AtomicLongArray(messages);
        this.attempts = new AtomicIntegerArray(messages);
        this.againAt = new AtomicLongArray(installation.partitions());
        this.writer = new InputWriter(installation.clients(), installation.partitions(), InputWriter.LINGER);
        this.listener =
                new Listener(installation.clients(), Workbench.LIVE.name(), installation.partitions(), this::heard);
        beat();
        var unused = heart.scheduleAtFixedRate(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        openSessions();
    }

    private void beat() {
        synchronized (writer) {
            writer.writeEverywhere(Topics.SESSION_EVENTS, new Heartbeat(Workbench.GATEWAY, Workbench.RUN));
        }
    }

    private void openSessions() {
        synchronized (writer) {
            writer.flush();
            for (int n = 0; n < mailboxes; n++) {
                writer.write(
                        Topics.SESSION_EVENTS,
                        mailbox(n),
                        new Opened(
                                new SessionId("session-" + n),
                                Workbench.GATEWAY,
                                Workbench.RUN,
                                "connection-" + n,
                                Optional.empty()));
            }
        }
        Patience.until("all sessions are granted", () -> granted.get() >= mailboxes);
    }

    private String mailbox(int n) {
        return "failover-" + name + "-" + n % mailboxes;
    }

    void write(int number, AddMessage message) {
        synchronized (writer) {
            writer.write(
                    Topics.MAILBOX_MESSAGES,
                    new MailboxId(mailbox(number)),
                    message.withId(new MessageId("m-" + name + "-" + number)));
        }
        written = number + 1;
    }

    /** What is written from now on shows that it works again. */
    void broken() {
        brokenAt = System.nanoTime();
        firstAfter = written;
    }

    private void heard(ConsumerRecord<byte[], byte[]> record) {
        switch (LogReader.decoded(Workbench.LIVE, record.value())) {
            case LiveRecord.Granted grant -> granted.incrementAndGet();
            case LiveRecord.HandOut out -> {
                for (OpenMessage message : out.messages()) {
                    heard(record, message);
                }
            }
            case LiveRecord.Reply reply -> {}
            case LiveRecord.Refused refused -> {}
            case LiveRecord.BacklogDone done -> {}
            case LiveRecord.FannedOut event -> {}
            case LiveRecord.Close close -> {}
        }
    }

    private void heard(ConsumerRecord<byte[], byte[]> record, OpenMessage message) {
        String prefix = "m-" + name + "-";
        if (!message.id().value().startsWith(prefix)) {
            return;
        }
        int number = Integer.parseInt(message.id().value().substring(prefix.length()));
        long now = System.nanoTime();
        if (!arrived.compareAndSet(number, 0, now) && attempts.get(number) == message.attempt()) {
            repeats.incrementAndGet();
        }
        attempts.accumulateAndGet(number, message.attempt(), Math::max);
        if (number >= firstAfter) {
            againAt.compareAndSet(record.partition(), 0, now);
        }
        synchronized (writer) {
            writer.write(
                    Topics.MAILBOX_COMMANDS,
                    new MailboxId(mailbox(number)),
                    CommandRequest.of(new AcknowledgeMessages(List.of(message.id()))));
        }
    }

    /** @throws BenchException when a message is lost */
    void awaitAll() {
        Patience.until("every message has arrived", () -> {
            listener.alive();
            return IntStream.range(0, written).allMatch(number -> arrived.get(number) != 0);
        });
    }

    /** Hand-outs that came twice with the same attempt. */
    long repeats() {
        return repeats.get();
    }

    /** From the breaking until each partition had handed out something written since then, in milliseconds. */
    double untilAgain() {
        long last = IntStream.range(0, installation.partitions())
                .mapToLong(againAt::get)
                .max()
                .orElseThrow();
        return (last - brokenAt) / 1e6;
    }

    @Override
    public void close() {
        heart.shutdownNow();
        listener.close();
        writer.close();
    }
}
