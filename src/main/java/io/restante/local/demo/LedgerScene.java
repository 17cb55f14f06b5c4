package io.restante.local.demo;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ledger tells the story of the message that was handed out before the kill and after it. */
final class LedgerScene implements Scene {
    private static final String MESSAGE = KillScene.HANDED_OUT_TWICE;
    private static final Pattern EVENT = Pattern.compile("\"event\":\"([a-z-]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "The story of one message";
    }

    @Override
    public void play(Stage stage) {
        try (TopicReader ledger = stage.reader("mailbox.ledger")) {
            ledger.await(PATIENCE, entry -> about(entry) && event(entry).equals("acknowledged"));
            List<TopicReader.Seen> story =
                    ledger.all().stream().filter(LedgerScene::about).toList();
            story.forEach(entry -> stage.report().tell("ledger", entry.value()));
            List<String> events = story.stream().map(LedgerScene::event).toList();
            stage.report()
                    .check(
                            "stored, handed out before and after the kill, acknowledged",
                            String.join(", ", events),
                            events.getFirst().equals("stored")
                                    && events.stream()
                                                    .filter("handed-out"::equals)
                                                    .count()
                                            >= 2
                                    && events.getLast().equals("acknowledged"));
        }
    }

    private static boolean about(TopicReader.Seen entry) {
        return entry.key().equals(KillScene.MAILBOX) && entry.value().contains("\"id\":\"" + MESSAGE + "\"");
    }

    private static String event(TopicReader.Seen entry) {
        Matcher event = EVENT.matcher(entry.value());
        return event.find() ? event.group(1) : "";
    }
}
