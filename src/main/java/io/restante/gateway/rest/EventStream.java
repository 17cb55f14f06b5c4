package io.restante.gateway.rest;

import io.restante.contract.JsonText;
import io.restante.contract.OpenMessageJson;
import io.restante.gateway.LiveSessions.Receiver;
import io.restante.mailbox.OpenMessage;
import io.restante.session.EndReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A live session's end of the line as server-sent events: takes events in without ever waiting, and writes them out from another thread.
 *
 * <p>A client that reads more slowly than it is sent to loses hand-outs beyond {@link #HELD_AT_MOST}, or beyond so many bytes; they are not
 * acknowledged, so they come again.
 */
final class EventStream implements Receiver {
    /** Messages that wait to be written at most. */
    static final int HELD_AT_MOST = 256;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final byte[] KEEP_ALIVE = utf8(": keep-alive\n\n");

    /** How soon a client whose connection broke comes back. */
    private static final Duration COME_BACK = Duration.ofSeconds(1);

    private final BlockingQueue<Event> waiting = new LinkedBlockingQueue<>();
    private final long bytesAtMost;
    private final AtomicLong waitingBytes = new AtomicLong();

    /** @param bytesAtMost of payloads that wait to be written; one message may always wait */
    EventStream(long bytesAtMost) {
        this.bytesAtMost = bytesAtMost;
    }

    /** What goes onto the stream. */
    private sealed interface Event {
        record Message(OpenMessage message) implements Event {}

        record BacklogDone() implements Event {}

        record Ended(EndReason reason) implements Event {}
    }

    /** Once a message finds no room the later ones are not tried: they would overtake it. */
    @Override
    public void handOut(List<OpenMessage> messages) {
        for (OpenMessage message : messages) {
            int size = message.payload().size();
            long before = waitingBytes.get();
            if (waiting.size() >= HELD_AT_MOST || (before > 0 && before + size > bytesAtMost)) {
                return;
            }
            waitingBytes.addAndGet(size);
            waiting.add(new Event.Message(message));
        }
    }

    @Override
    public void backlogDone() {
        waiting.add(new Event.BacklogDone());
    }

    /** What is not written yet never is: it belongs to whoever comes next. */
    @Override
    public void ended(EndReason reason) {
        waiting.clear();
        waiting.add(new Event.Ended(reason));
    }

    /**
     * Begins a stream. Where a client left off says nothing of what it has done with what it got: a message comes again until it is acknowledged, whatever
     * {@code Last-Event-ID} says. So a client that comes back is told so, in a comment, and gets all of it.
     */
    static void greet(OutputStream out, Optional<String> lastEventId) throws IOException {
        out.write(utf8("retry: " + COME_BACK.toMillis() + "\n"));
        if (lastEventId.isPresent()) {
            out.write(utf8(": what is not acknowledged comes again\n"));
        }
        out.write('\n');
        out.flush();
    }

    /**
     * Writes events until the session is over. A client that is gone answers what is written to it with a reset, and only the next write
     * meets that. So a comment follows soon after whatever was written last, and then whenever nothing was written for so long.
     *
     * @return why it is over
     * @throws IOException when the client is gone
     */
    EndReason writeTo(OutputStream out, Duration keepAlive) throws IOException, InterruptedException {
        Duration soon = SOON.compareTo(keepAlive) < 0 ? SOON : keepAlive;
        boolean confirmed = false;
        while (true) {
            Event event = waiting.poll((confirmed ? keepAlive : soon).toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                out.write(KEEP_ALIVE);
                confirmed = !confirmed;
            } else {
                write(out, event);
                if (event instanceof Event.Message written) {
                    waitingBytes.addAndGet(-written.message().payload().size());
                }
                confirmed = false;
            }
            if (event instanceof Event.Ended ended) {
                out.flush();
                return ended.reason();
            }
            if (waiting.isEmpty()) {
                out.flush();
            }
        }
    }

    private static void write(OutputStream out, Event event) throws IOException {
        switch (event) {
            case Event.Message handOut -> {
                out.write(utf8("event: message\nid: " + handOut.message().sequence() + "\n"));
                writeData(out, JsonText.object(json -> OpenMessageJson.write(json, handOut.message())));
            }
            case Event.BacklogDone done -> {
                out.write(utf8("event: backlog-done\n"));
                writeData(out, utf8("{}"));
            }
            case Event.Ended ended -> {
                out.write(utf8(ended.reason() == EndReason.REPLACED ? "event: replaced\n" : "event: terminated\n"));
                writeData(
                        out,
                        JsonText.object(
                                json -> json.put("reason", ended.reason().word())));
            }
        }
    }

    /** A payload may hold line breaks between its tokens; each line of it is a data line. */
    private static void writeData(OutputStream out, byte[] json) throws IOException {
        out.write(utf8("data: "));
        int start = 0;
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '\n' || json[i] == '\r') {
                out.write(json, start, i - start);
                out.write(utf8("\ndata: "));
                start = i + 1;
            }
        }
        out.write(json, start, json.length - start);
        out.write(utf8("\n\n"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
