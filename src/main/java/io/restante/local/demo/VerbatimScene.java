package io.restante.local.demo;

import java.util.Map;

/** What was put in comes out, byte for byte: numbers as they were spelt, keys in their order, every sign. */
final class VerbatimScene implements Scene {
    private static final String MAILBOX = "verbatim";
    private static final String PAYLOAD =
            "{\"z\":1.50,\"a\":1E+2,\"big\":123456789012345678901234567890.10,\"\\u00e9\":\"ü 💌 \\/\",\"in\":{\"b\":[ 1 , 2],\"a\":null},\"no\":null}";

    @Override
    public String title() {
        return "What was put in comes out, byte for byte";
    }

    @Override
    public void play(Stage stage) {
        String place = stage.produce(MAILBOX, "{\"id\":\"odd\",\"payload\":" + PAYLOAD + "}");
        long count = stage.countAfter(MAILBOX, place);
        try (SocketClient socket = stage.socket()) {
            Map<String, String> answers = Map.of(
                    "GET /v1/mailboxes/" + MAILBOX + "/messages",
                    stage.rest().get("/v1/mailboxes/" + MAILBOX + "/messages"),
                    "takeFromQueue",
                    socket.ask("takeFromQueue", box()).frame());
            answers.forEach((way, answer) -> {
                stage.report().tell(way.startsWith("GET") ? "rest" : "socket", answer);
                stage.report()
                        .check(
                                "verbatim by " + way,
                                "the same " + PAYLOAD.length() + " characters",
                                count == 1 && answer.contains(":" + PAYLOAD));
            });
            socket.call("removeMessages", "{\"connectionId\":\"" + MAILBOX + "\",\"messageIds\":[\"odd\"]}");
        }
    }

    private static String box() {
        return "{\"connectionId\":\"" + MAILBOX + "\"}";
    }
}
