package io.restante.faults;

import io.restante.faults.history.Event.Connected;
import io.restante.faults.history.Event.Leaving;
import io.restante.faults.history.Event.SentAway;
import io.restante.faults.history.Journal;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import io.restante.local.demo.AgentClient;
import io.restante.local.demo.DemoException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Enters a group at any gateway, stays a while, and leaves: with a word, without one, or by entering elsewhere first. */
final class Agent extends Actor {
    private static final Duration TOKEN = Duration.ofHours(12);
    private static final int LONGEST_STAY = 5_000;

    private final Journal journal;
    private final List<RolePart> gateways;
    private final String group;
    private final String subject;
    private final String token;
    private final Random random;

    Agent(String subject, String group, List<RolePart> gateways, SigningKey key, long seed, Journal journal) {
        super("agent-" + subject);
        this.gateways = gateways;
        this.group = group;
        this.subject = subject;
        this.random = new Random(seed);
        this.journal = journal;
        Instant now = Instant.now();
        Caller caller = new Caller(
                subject, Set.of(group), Set.of(group), MailboxScope.NO_MAILBOX, Optional.of(now.plus(TOKEN)));
        this.token = key.token(caller, TokenRules.DEFAULTS, now);
    }

    private record Seat(AgentClient client, String agent, long epoch) {}

    @Override
    void round() {
        Seat seat = enter();
        stay();
        int moves = random.nextInt(3);
        for (int move = 0; move < moves && running() && !gone(seat); move++) {
            Seat newer = enterOrLeave(seat);
            stay();
            part(seat);
            seat = newer;
        }
        leave(seat);
        stay();
    }

    private Seat enter() {
        RolePart gateway = gateways.get(random.nextInt(gateways.size()));
        AgentClient client = new AgentClient(gateway.presence(), token, group, "web");
        Seat seat = new Seat(client, "web." + subject, client.epoch());
        journal.note(new Connected(group, seat.agent(), seat.epoch(), gateway.name()));
        return seat;
    }

    private Seat enterOrLeave(Seat older) {
        try {
            return enter();
        } catch (RuntimeException e) {
            leave(older);
            throw e;
        }
    }

    private void stay() {
        long until = System.nanoTime()
                + Duration.ofMillis(random.nextInt(LONGEST_STAY)).toNanos();
        while (running() && System.nanoTime() < until) {
            Patience.pass(Duration.ofMillis(100));
        }
    }

    private static boolean gone(Seat seat) {
        try {
            return seat.client().closed(Duration.ofMillis(1)).isPresent();
        } catch (DemoException broken) {
            return true;
        }
    }

    private void part(Seat older) {
        if (gone(older)) {
            journal.note(new SentAway(group, older.agent(), older.epoch()));
            older.client().close();
        } else {
            leave(older);
        }
    }

    private void leave(Seat seat) {
        journal.note(new Leaving(group, seat.agent(), seat.epoch()));
        if (random.nextBoolean() && !gone(seat)) {
            seat.client().leave();
        }
        seat.client().close();
    }
}
