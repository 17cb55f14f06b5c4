package io.restante.local.demo;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What cannot be read is put aside with its reason, as it was, and the next good record is processed. */
final class GarbageScene implements Scene {
    private static final String MAILBOX = "dave";
    private static final int ONE_TOO_MANY = 513;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "Garbage goes to the dead letters, and the rest goes on";
    }

    @Override
    public void play(Stage stage) {
        try (TopicReader dead = stage.reader("dead-letters")) {
            bury(stage, dead, "not JSON", MAILBOX, "this is not JSON");
            bury(stage, dead, "no key", null, "{\"payload\":1}");
            bury(stage, dead, "a wrong field", MAILBOX, "{\"payload\":1,\"ttl_seconds\":\"soon\"}");
            bury(stage, dead, "no payload", MAILBOX, "{\"id\":\"empty\"}");
            bury(stage, dead, "a key of 513 bytes", "x".repeat(ONE_TOO_MANY), "{\"payload\":1}");
        }
        String place = stage.produce(MAILBOX, "{\"id\":\"good\",\"payload\":\"a good one\"}");
        long count = stage.countAfter(MAILBOX, place);
        stage.report().check("the next good record is processed", "message_count " + count, count == 1);
    }

    private static void bury(Stage stage, TopicReader dead, String what, @Nullable String key, String value) {
        Report report = stage.report();
        String place = stage.producer().write(key, value);
        report.tell("producer", "wrote " + value + " → " + place);
        Optional<TopicReader.Seen> found =
                dead.await(PATIENCE, letter -> letter.header("source").equals(place));
        report.check(
                what + " is a dead letter with its reason",
                found.map(letter -> letter.header("reason")).orElse("not in dead-letters"),
                found.isPresent()
                        && !found.get().header("reason").isBlank()
                        && found.get().value().equals(value)
                        && found.get().key().equals(key == null ? "" : key));
    }
}
