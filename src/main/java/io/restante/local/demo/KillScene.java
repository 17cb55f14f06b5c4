package io.restante.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The process is killed with messages waiting, handed out and acknowledged, and comes back on its data. */
final class KillScene implements Scene {
    static final String MAILBOX = "erin";
    static final String HANDED_OUT_TWICE = "e3";

    private static final String WAITING = "frank";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

    @Override
    public String title() {
        return "kill -9, and again on the same data";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        produce(stage, MAILBOX, "e1", "e2", "e3", "e4");
        produce(stage, WAITING, "f1", "f2");
        try (SocketClient socket = stage.socket()) {
            open(socket);
            List<String> received = receive(socket, 4);
            report.tell("socket", "received " + received);
            JsonNode removed = socket.call("removeMessages", box(MAILBOX, ",\"messageIds\":[\"e1\",\"e2\"]"));
            report.tell("socket", "removeMessages e1, e2 → " + removed);
            report.check(
                    "before: four handed out, two of them acknowledged",
                    received + ", " + removed,
                    received.equals(List.of("e1", "e2", "e3", "e4")) && removed.asBoolean());
            stage.killAndStartAgain();
        }
        after(stage);
    }

    private static void after(Stage stage) {
        Report report = stage.report();
        long handedOut = stage.rest().count(MAILBOX);
        long waiting = stage.rest().count(WAITING);
        report.check(
                "nothing that waited is gone, nothing acknowledged is counted",
                handedOut + " and " + waiting,
                handedOut == 2 && waiting == 2);
        try (SocketClient socket = stage.socket()) {
            open(socket);
            List<String> again = receive(socket, 2);
            Optional<SocketClient.Received> more = socket.next(LONG_ENOUGH);
            report.check(
                    "what was handed out and not acknowledged comes again, alone",
                    again,
                    again.equals(List.of("e3", "e4")) && more.isEmpty());
            JsonNode taken = socket.call("takeFromQueue", box(WAITING, ""));
            List<String> ids = StreamSupport.stream(taken.spliterator(), false)
                    .map(each -> each.path("id").asText())
                    .toList();
            report.check("what waited is there to be taken", ids, ids.equals(List.of("f1", "f2")));
            socket.call("removeMessages", box(MAILBOX, ",\"messageIds\":[\"e3\",\"e4\"]"));
            socket.call("removeMessages", box(WAITING, ",\"messageIds\":[\"f1\",\"f2\"]"));
        }
        long left = stage.rest().count(MAILBOX) + stage.rest().count(WAITING);
        report.check("acknowledged, they are gone", left + " messages left", left == 0);
    }

    private static void produce(Stage stage, String mailbox, String... ids) {
        for (String id : ids) {
            stage.produce(mailbox, "{\"id\":\"" + id + "\",\"payload\":\"" + id + "\"}");
        }
    }

    private static void open(SocketClient socket) {
        socket.call("addLiveSession", box(MAILBOX, ",\"sessionId\":\"s\""));
    }

    private static List<String> receive(SocketClient socket, int count) {
        List<String> ids = new ArrayList<>();
        while (ids.size() < count) {
            Optional<SocketClient.Received> next = socket.next(PATIENCE);
            if (next.isEmpty()) {
                return ids;
            }
            ids.add(next.get().id());
        }
        return ids;
    }

    private static String box(String mailbox, String more) {
        return "{\"connectionId\":\"" + mailbox + "\"" + more + "}";
    }
}
