package io.restante.gateway.presence;

import io.javalin.Javalin;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The gateway on a free port, its sessions in memory. A token says who it is, which groups it is for, and for how many milliseconds: {@code alice/*}. */
final class PresenceServer implements AutoCloseable {
    static final String GROUP = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a11";
    static final PresenceRules RULES =
            new PresenceRules(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(1), 4_096, 1 << 20);

    final AgentSessionsInMemory sessions = new AgentSessionsInMemory();
    final PresenceGateway gateway;
    private final Javalin javalin;

    PresenceServer(PresenceRules rules) {
        gateway = new PresenceGateway(sessions, new Tokens(), rules);
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    gateway.register(config);
                })
                .start("127.0.0.1", 0);
    }

    PresenceClient connect() {
        return new PresenceClient(URI.create("ws://127.0.0.1:" + javalin.port() + "/ws"));
    }

    /** A client that has been told that it is connected. */
    PresenceClient connected(String token) {
        PresenceClient client = connect().say(request(token));
        String frame = client.hear();
        if (!frame.startsWith("{\"type\":\"connect_success\"")) {
            throw new AssertionError("Not connected: " + frame);
        }
        return client;
    }

    static String request(String token) {
        return request(token, GROUP, "web");
    }

    static String request(String token, String group, String label) {
        return "{\"type\":\"connect_request\",\"payload\":{\"token\":\"" + token + "\",\"classroom_id\":\"" + group
                + "\",\"agent_label\":\"" + label + "\"}}";
    }

    private static final class Tokens implements Access {
        @Override
        public Caller caller(Optional<String> bearerToken) throws AccessException {
            String[] parts = bearerToken.orElse("").split("/", -1);
            if (parts.length < 2) {
                throw new AccessException("Not a token.");
            }
            if (parts[1].equals("broken")) {
                throw new IllegalStateException("The keys are on fire");
            }
            Optional<Instant> expires = parts.length > 2
                    ? Optional.of(Instant.now().plusMillis(Long.parseLong(parts[2])))
                    : Optional.empty();
            return new Caller(parts[0], Set.of(parts[1]), Set.of(), MailboxScope.EVERY_MAILBOX, expires);
        }

        @Override
        public boolean open() {
            return false;
        }
    }

    @Override
    public void close() {
        gateway.close();
        javalin.stop();
    }
}
