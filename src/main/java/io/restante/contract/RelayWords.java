package io.restante.contract;

import io.restante.settlement.SessionHeader;
import io.restante.settlement.TreeRoot;
import java.io.IOException;
import java.util.function.Supplier;

/** What several records about relays have in common. */
public final class RelayWords {
    private static final String SESSION = "session";
    private static final String ROOT = "root";

    private RelayWords() {}

    public static void header(JsonText json, SessionHeader session) throws IOException {
        json.putObject(SESSION, header -> header.put("application", session.application())
                .put("service", session.service())
                .put("session_id", session.sessionId())
                .put("start_height", session.startHeight())
                .put("end_height", session.endHeight()));
    }

    /** @throws MalformedException naming the field at fault */
    public static SessionHeader header(JsonObject json) throws MalformedException {
        JsonObject header = json.requiredObject(SESSION);
        String application = header.requiredText("application");
        String service = header.requiredText("service");
        String id = header.requiredText("session_id");
        long start = header.requiredWhole("start_height", 1);
        long end = header.requiredWhole("end_height", 1);
        return legal(header, () -> new SessionHeader(application, service, id, start, end));
    }

    /** The whole root, and its sum and count once more for whoever reads it. */
    static void root(JsonText json, TreeRoot root) throws IOException {
        json.put(ROOT, root.hex()).put("sum", root.sum()).put("count", root.count());
    }

    static TreeRoot root(JsonObject json) throws MalformedException {
        String hex = json.requiredText(ROOT);
        return legal(json, () -> TreeRoot.of(hex));
    }

    /** What a record complains of is what the sender must know. */
    static <T> T legal(JsonObject json, Supplier<T> making) throws MalformedException {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            String sentence = e.getMessage() == null ? "is not valid" : e.getMessage();
            int colon = sentence.indexOf(": ");
            throw json.complaint(
                    colon < 0 ? "" : Snake.of(sentence.substring(0, colon)),
                    sentence.substring(colon < 0 ? 0 : colon + 2));
        }
    }

    /** Field names as topics spell them. */
    private static final class Snake {
        static String of(String camel) {
            return camel.replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
        }
    }
}
