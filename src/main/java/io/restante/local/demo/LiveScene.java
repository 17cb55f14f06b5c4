package io.restante.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Somebody comes: what waited is sent after the grace, what is new at once, and it leaves when it is acknowledged. */
final class LiveScene implements Scene {
    private static final String MAILBOX = WaitingScene.MAILBOX;
    private static final String BOX = "{\"connectionId\":\"" + MAILBOX + "\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Override
    public String title() {
        return "Somebody comes: JSON-RPC over a WebSocket";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        try (SocketClient socket = stage.socket()) {
            JsonNode on = told(report, socket, "rpc.on", "[\"messagesReceived\"]");
            report.check("rpc.on", on, on.path("messagesReceived").asText().equals("ok"));
            JsonNode granted = told(
                    report, socket, "addLiveSession", "{\"connectionId\":\"" + MAILBOX + "\",\"sessionId\":\"s1\"}");
            report.check("addLiveSession is granted", granted, granted.asBoolean());
            backlog(report, socket, System.nanoTime());
            atOnce(stage, socket);
            acknowledge(report, stage, socket);
        }
    }

    private static void backlog(Report report, SocketClient socket, long opened) {
        boolean early = socket.next(AT_ONCE).isPresent();
        Optional<SocketClient.Received> first = socket.next(PATIENCE);
        first.ifPresent(message -> report.tell("socket", "received " + message.payload()));
        report.check(
                "the waiting message comes after the grace",
                first.map(message -> String.format("after %.1f s", (message.at() - opened) / 1e9))
                        .orElse("nothing came"),
                !early && first.isPresent());
        Optional<SocketClient.Received> second = socket.next(PATIENCE);
        second.ifPresent(message -> report.tell("socket", "received " + message.payload()));
        report.check(
                "in the order they were written",
                second.map(message -> message.payload().toString()).orElse("nothing came"),
                first.isPresent()
                        && first.get().frame().contains("are you there?")
                        && second.isPresent()
                        && second.get().frame().contains("wake up"));
    }

    private static void atOnce(Stage stage, SocketClient socket) {
        long written = System.nanoTime();
        stage.produce(MAILBOX, "{\"id\":\"new\",\"payload\":{\"text\":\"you are here\"}}");
        Optional<SocketClient.Received> next = socket.next(PATIENCE);
        next.ifPresent(message -> stage.report().tell("socket", "received " + message.payload()));
        stage.report()
                .check(
                        "the next produced one comes at once",
                        next.map(message -> String.format("%.1f ms after it was sent", (message.at() - written) / 1e6))
                                .orElse("nothing came"),
                        next.isPresent()
                                && next.get().id().equals("new")
                                && next.get().at() - written < AT_ONCE.toNanos());
    }

    private static void acknowledge(Report report, Stage stage, SocketClient socket) {
        JsonNode taken = told(report, socket, "takeFromQueue", BOX);
        report.check("takeFromQueue has all that is not acknowledged", taken.size() + " messages", taken.size() == 3);
        JsonNode count = told(report, socket, "getAvailableMessageCount", BOX);
        report.check("getAvailableMessageCount counts the handed-out ones", count, count.asLong() == 3);
        String ids = StreamSupport.stream(taken.spliterator(), false)
                .map(each -> '"' + each.path("id").asText() + '"')
                .collect(java.util.stream.Collectors.joining(",", "[", "]"));
        JsonNode removed = told(
                report, socket, "removeMessages", "{\"connectionId\":\"" + MAILBOX + "\",\"messageIds\":" + ids + "}");
        report.check("removeMessages", removed, removed.asBoolean());
        long left = stage.rest().count(MAILBOX);
        report.check("acknowledged: the count is 0", "message_count " + left, left == 0);
        JsonNode closed = told(report, socket, "removeLiveSession", BOX);
        report.check("removeLiveSession ends this socket's session", closed, closed.asBoolean());
    }

    private static JsonNode told(Report report, SocketClient socket, String method, String params) {
        JsonNode result = socket.call(method, params);
        report.tell("socket", method + " " + params + " → " + result);
        return result;
    }
}
