package io.restante.local.demo;

import io.restante.local.demo.RestClient.EventStream;
import java.time.Duration;
import java.util.Optional;

/** An HTTP request that stays open is a receiver too. */
final class StreamScene implements Scene {
    private static final String MAILBOX = "carol";
    private static final String PATH = "/v1/mailboxes/" + MAILBOX;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "An event stream is a receiver too";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        stage.produce(MAILBOX, "{\"id\":\"c1\",\"payload\":\"waiting for curl\"}");
        try (EventStream stream = stage.rest().stream(MAILBOX)) {
            report.tell("stream", "GET " + PATH + "/stream is open");
            expect(report, stream, "message", "c1", "what waited comes down the stream");
            expect(report, stream, "backlog-done", "{}", "then the stream says that this was the backlog");
            stage.produce(MAILBOX, "{\"id\":\"c2\",\"payload\":\"fresh\"}");
            expect(report, stream, "message", "c2", "and what is new follows");
            boolean live = live(stage);
            report.check("the mailbox says that somebody is there", "live_delivery " + live, live);
        }
        String answer = stage.rest().post(PATH + "/acknowledgements", "{\"ids\":[\"c1\",\"c2\"]}");
        report.tell("rest", "POST " + PATH + "/acknowledgements → " + answer);
        long count = stage.rest().count(MAILBOX);
        report.check("acknowledged over HTTP", "message_count " + count, count == 0);
        gone(stage);
    }

    /** The client has left without a word; the gateway learns it when it writes. */
    private static void gone(Stage stage) {
        stage.produce(MAILBOX, "{\"id\":\"c3\",\"payload\":\"too late\"}");
        boolean over = Deadline.in(PATIENCE).await(() -> !live(stage));
        long pending = stage.rest().field(PATH, "pending_count").asLong(-1);
        stage.report()
                .check(
                        "what was sent to a client that had left is pending again",
                        "live_delivery " + !over + ", pending_count " + pending,
                        over && pending == 1);
    }

    private static boolean live(Stage stage) {
        return stage.rest().field(PATH, "live_delivery").asBoolean();
    }

    private static void expect(Report report, EventStream stream, String event, String text, String name) {
        Optional<EventStream.Event> next = stream.next(event, PATIENCE);
        next.ifPresent(each -> report.tell("stream", each.name() + " " + each.data()));
        report.check(
                name,
                next.map(EventStream.Event::data).orElse("nothing came"),
                next.isPresent() && next.get().data().contains(text));
    }
}
