package io.restante.faults;

import io.restante.faults.history.Event.Writing;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.Journal;
import io.restante.local.demo.DemoException;
import io.restante.local.demo.SocketClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Adds messages through gateways, one after the other; one that was not answered is added again with its id, at any gateway. */
final class GatewayWriter extends Actor {
    private static final int SIZE = 200;
    private static final String PUSH = ",\"pushNotificationToken\":{\"type\":\"fcm\",\"token\":\"device\"}";

    private final Journal journal;
    private final List<RolePart> gateways;
    private final List<String> mailboxes;
    private final Duration pause;
    private final Random random;
    private long number;

    GatewayWriter(List<RolePart> gateways, List<String> mailboxes, int perSecond, long seed, Journal journal) {
        super("gateway-writer");
        this.journal = journal;
        this.gateways = gateways;
        this.mailboxes = mailboxes;
        this.pause = Duration.ofSeconds(1).dividedBy(perSecond);
        this.random = new Random(seed);
    }

    /** As long as a socket lasts. */
    @Override
    void round() {
        RolePart gateway = gateways.get(random.nextInt(gateways.size()));
        try (SocketClient socket = new SocketClient(gateway.webSocket())) {
            while (running() && !socket.closed()) {
                String mailbox = mailboxes.get((int) (number % mailboxes.size()));
                String id = "added-" + number;
                journal.note(new Writing(mailbox, id));
                socket.call(
                        "addMessage",
                        "{\"connectionId\":\"" + mailbox + "\",\"id\":\"" + id + "\",\"payload\":"
                                + Pen.payload(id, SIZE) + PUSH + "}");
                journal.note(new Written(mailbox, id, ""));
                number++;
                Patience.pass(pause);
            }
        } catch (DemoException e) {
            if (!running()) {
                return;
            }
            throw e;
        }
    }
}
