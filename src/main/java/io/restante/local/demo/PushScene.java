package io.restante.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A device is registered and knocked at, through Firebase's own SDK; who is there is not knocked for; a device that is gone is forgotten. */
final class PushScene implements Scene {
    private static final String MAILBOX = "petra";
    private static final String TARGETS = "/v1/mailboxes/" + MAILBOX + "/push-targets";
    private static final String MESSAGES = "/v1/mailboxes/" + MAILBOX + "/messages";
    private static final String TOKEN = "petras-phone";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public String title() {
        return "A device is knocked at while nobody is there";
    }

    @Override
    public void play(Stage stage) {
        Report report = stage.report();
        RestClient rest = stage.rest();
        String shown = stage.addresses().operations().resolve("/local/push").toString();
        String answer = rest.put(TARGETS + "/phone", "{\"type\":\"fcm\",\"token\":\"" + TOKEN + "\"}");
        report.tell("rest", "PUT " + TARGETS + "/phone → " + answer);
        await(() -> rest.field(TARGETS, "push_targets"), targets -> targets.size() == 1);

        rest.post(MESSAGES, "{\"id\":\"p1\",\"payload\":{\"text\":\"for your eyes\"}}");
        JsonNode knocks =
                await(() -> knocks(rest, shown), found -> found.toString().contains("\"p1\""));
        report.tell("firebase", knocks.toString());
        report.check(
                "Firebase's SDK brings the knock to the stand-in",
                "message p1 for " + TOKEN,
                knocks.toString().contains("\"p1\"") && knocks.toString().contains(TOKEN));
        report.check(
                "it says nothing of the content",
                "no payload in it",
                !knocks.toString().contains("for your eyes"));

        rest.post(MESSAGES, "{\"id\":\"p2\",\"payload\":2}");
        JsonNode timeline = await(() -> rest.field(MESSAGES + "/p1/timeline", "events"), events -> events.toString()
                .contains("sent"));
        report.check(
                "the message's timeline tells of it",
                timeline.toString(),
                timeline.toString().contains("pushed") && timeline.toString().contains("sent"));
        report.check(
                "the next message does not knock again before somebody is seen",
                "no knock for p2",
                !knocks(rest, shown).toString().contains("\"p2\""));

        gone(report, rest, shown);
    }

    private static void gone(Report report, RestClient rest, String shown) {
        String standIn = rest.field(shown, "stand_in").asText();
        rest.post(standIn + "/local/push", "{\"token\":\"" + TOKEN + "\",\"answer\":\"UNREGISTERED\"}");
        report.tell("firebase", "is told to know " + TOKEN + " no more");
        rest.post("/v1/mailboxes/" + MAILBOX + "/take", "{\"delete\":true}");
        rest.post(MESSAGES, "{\"id\":\"p3\",\"payload\":3}");
        JsonNode left = await(() -> rest.field(TARGETS, "push_targets"), JsonNode::isEmpty);
        report.check("a device that is gone is not knocked at any more", left + " left", left.isEmpty());
    }

    private static JsonNode knocks(RestClient rest, String shown) {
        return rest.field(shown, "messages");
    }

    /** What is found as soon as it is as wanted, or when patience is over. */
    private static JsonNode await(Supplier<JsonNode> look, Predicate<JsonNode> wanted) {
        AtomicReference<JsonNode> found = new AtomicReference<>(look.get());
        Deadline.in(PATIENCE).await(() -> {
            found.set(look.get());
            return wanted.test(found.get());
        });
        return found.get();
    }
}
