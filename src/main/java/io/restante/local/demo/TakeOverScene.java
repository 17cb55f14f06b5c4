package io.restante.local.demo;

import java.time.Duration;
import java.util.Optional;

/** A second session of the same mailbox takes over; the first hears nothing more, and cannot end it. */
final class TakeOverScene implements Scene {
    private static final String MAILBOX = "bob";
    private static final String BOX = "{\"connectionId\":\"" + MAILBOX + "\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    @Override
    public String title() {
        return "A second session takes over";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        try (SocketClient older = stage.socket();
                SocketClient newer = stage.socket()) {
            open(report, older, "older");
            open(report, newer, "newer");
            stage.produce(MAILBOX, "{\"id\":\"b1\",\"payload\":\"for the newer one\"}");
            Optional<SocketClient.Received> received = newer.next(PATIENCE);
            received.ifPresent(message -> report.tell("newer", "received " + message.payload()));
            report.check(
                    "the newer session receives",
                    received.map(SocketClient.Received::id).orElse("nothing"),
                    received.isPresent());
            Optional<SocketClient.Received> late = older.next(LONG_ENOUGH);
            report.check(
                    "the older one receives nothing",
                    late.map(SocketClient.Received::id).orElse("nothing"),
                    late.isEmpty());
            boolean removed = older.call("removeLiveSession", BOX).asBoolean();
            boolean current = newer.call("getLiveSession", BOX).asBoolean();
            report.check(
                    "a late removeLiveSession does not end the newer session",
                    "removed " + removed + ", still live " + current,
                    !removed && current);
            newer.call("removeMessages", "{\"connectionId\":\"" + MAILBOX + "\",\"messageIds\":[\"b1\"]}");
        }
    }

    private static void open(Report report, SocketClient socket, String name) {
        report.tell(
                name,
                "addLiveSession → "
                        + socket.call(
                                "addLiveSession",
                                "{\"connectionId\":\"" + MAILBOX + "\",\"sessionId\":\"" + name + "\"}"));
    }
}
