package io.restante.local.demo;

import java.time.Duration;
import java.util.List;

/** Nobody is there: messages wait and are counted, and a knock is written exactly where a message named a push target. */
final class WaitingScene implements Scene {
    static final String MAILBOX = "alice";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "Nobody is there: messages wait";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        String plain = stage.produce(MAILBOX, "{\"payload\":{\"text\":\"are you there?\"}}");
        long one = stage.countAfter(MAILBOX, plain);
        report.check("a waiting message is counted", "message_count " + one, one == 1);
        String pushed = stage.produce(
                MAILBOX,
                "{\"payload\":{\"text\":\"wake up\"},\"push\":{\"type\":\"fcm\",\"token\":\"a-token\"},\"urgency\":\"high\"}");
        long two = stage.countAfter(MAILBOX, pushed);
        report.check("the next one is counted too", "message_count " + two, two == 2);
        try (TopicReader notifications = stage.reader("push.notifications")) {
            notifications.await(PATIENCE, seen -> seen.value().contains('"' + pushed + '"'));
            List<TopicReader.Seen> knocks = notifications.all().stream()
                    .filter(seen -> seen.key().equals(MAILBOX))
                    .toList();
            knocks.forEach(knock -> report.tell("push", knock.value()));
            report.check(
                    "a knock for the message with a push target, none for the other",
                    knocks.size() + " on push.notifications",
                    knocks.size() == 1 && knocks.getFirst().value().contains('"' + pushed + '"'));
            report.check(
                    "the knock carries nothing of the content",
                    "no payload in it",
                    knocks.stream().noneMatch(knock -> knock.value().contains("wake up")));
        }
    }
}
