package io.restante.faults;

import io.restante.faults.history.Event.Received;
import io.restante.faults.history.Event.Removed;
import io.restante.faults.history.Event.Removing;
import io.restante.faults.history.Event.SessionAsked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.Event.SessionLetGo;
import io.restante.faults.history.Journal;
import io.restante.local.demo.SocketClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds the live sessions of some mailboxes, acknowledges what it receives, and now and then moves to another gateway while the older socket is still open.
 */
final class Receiver extends Actor {
    private static final Duration LISTEN = Duration.ofMillis(50);
    private static final int BATCH = 32;

    /** Of so many listenings, one ends with a move. */
    private static final int MOVES = 120;

    private final Journal journal;
    private final List<RolePart> gateways;
    private final List<String> mailboxes;
    private final Random random;
    private int sockets;
    private @Nullable Held current;

    Receiver(String name, List<RolePart> gateways, List<String> mailboxes, long seed, Journal journal) {
        super(name);
        this.gateways = gateways;
        this.mailboxes = mailboxes;
        this.random = new Random(seed);
        this.journal = journal;
    }

    /** A socket with the sessions of all its mailboxes. */
    private final class Held implements AutoCloseable {
        private final String client;
        private final SocketClient socket;
        private final Set<String> asked = new HashSet<>();

        Held(RolePart gateway) {
            this.client = name() + "-" + ++sockets;
            this.socket = new SocketClient(gateway.webSocket());
            try {
                for (String mailbox : mailboxes) {
                    asked.add(mailbox);
                    journal.note(new SessionAsked(mailbox, client, gateway.name()));
                    socket.call(
                            "addLiveSession",
                            "{\"connectionId\":\"" + mailbox + "\",\"sessionId\":\"" + client + "\"}");
                    journal.note(new SessionGranted(mailbox, client));
                }
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }

        /** Some messages' ids, by mailbox. */
        Map<String, Set<String>> receive(Duration patience) {
            Map<String, Set<String>> batch = new TreeMap<>();
            Optional<SocketClient.Received> next = socket.next(patience);
            for (int n = 0; n < BATCH && next.isPresent(); n++) {
                SocketClient.Received message = next.get();
                journal.note(new Received(message.mailbox(), message.id(), client));
                batch.computeIfAbsent(message.mailbox(), mailbox -> new TreeSet<>())
                        .add(message.id());
                next = socket.next(Duration.ZERO);
            }
            next.ifPresent(one -> {
                journal.note(new Received(one.mailbox(), one.id(), client));
                batch.computeIfAbsent(one.mailbox(), mailbox -> new TreeSet<>()).add(one.id());
            });
            return batch;
        }

        void remove(Map<String, Set<String>> batch) {
            batch.forEach((mailbox, ids) -> {
                String list = ids.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
                journal.note(new Removing(mailbox, ids));
                socket.call("removeMessages", "{\"connectionId\":\"" + mailbox + "\",\"messageIds\":" + list + "}");
                journal.note(new Removed(mailbox, ids));
            });
        }

        @Override
        public void close() {
            asked.forEach(mailbox -> journal.note(new SessionLetGo(mailbox, client)));
            asked.clear();
            socket.close();
        }
    }

    @Override
    void round() {
        try {
            if (current == null) {
                current = new Held(any());
            }
            current.remove(current.receive(LISTEN));
            if (current.socket.closed()) {
                letGo();
            } else if (random.nextInt(MOVES) == 0) {
                move(current);
            }
        } catch (RuntimeException e) {
            letGo();
            throw e;
        }
    }

    /** What the older socket still gets is noted, and never acknowledged over it. */
    private void move(Held older) {
        current = new Held(any());
        try (older) {
            older.receive(LISTEN);
        }
    }

    private RolePart any() {
        return gateways.get(random.nextInt(gateways.size()));
    }

    private void letGo() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    @Override
    void last() {
        letGo();
    }
}
