package io.restante.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.Removed;
import io.restante.faults.history.Event.Removing;
import io.restante.faults.history.Journal;
import io.restante.local.demo.SocketClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Somebody without a live session, who calls for messages now and then and acknowledges some of them. */
final class Taker extends Actor {
    private static final Duration PAUSE = Duration.ofMillis(700);
    private static final int LIMIT = 20;

    private final Journal journal;
    private final List<RolePart> gateways;
    private final List<String> mailboxes;
    private final Random random;

    Taker(List<RolePart> gateways, List<String> mailboxes, long seed, Journal journal) {
        super("taker");
        this.gateways = gateways;
        this.mailboxes = mailboxes;
        this.random = new Random(seed);
        this.journal = journal;
    }

    @Override
    void round() {
        RolePart gateway = gateways.get(random.nextInt(gateways.size()));
        try (SocketClient socket = new SocketClient(gateway.webSocket())) {
            for (String mailbox : mailboxes) {
                long since = journal.now();
                Set<String> taken = new HashSet<>();
                for (JsonNode each : socket.call(
                        "takeFromQueue", "{\"connectionId\":\"" + mailbox + "\",\"limit\":" + LIMIT + "}")) {
                    taken.add(each.path("id").asText());
                }
                journal.note(new Looked(mailbox, since, taken, false));
                Set<String> some = new HashSet<>(taken);
                some.removeIf(id -> random.nextBoolean());
                if (!some.isEmpty()) {
                    journal.note(new Removing(mailbox, some));
                    socket.call(
                            "removeMessages",
                            "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":[\"" + String.join("\",\"", some)
                                    + "\"]}");
                    journal.note(new Removed(mailbox, some));
                }
            }
        }
        Patience.pass(PAUSE);
    }
}
