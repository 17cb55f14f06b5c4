package io.restante.gateway.rpc;

import io.javalin.Javalin;
import io.restante.gateway.Access;
import io.restante.gateway.TokensInMemory;
import java.net.URI;

/** The gateway on a free port, its mailboxes and sessions in memory. */
final class RpcServer implements AutoCloseable {
    final LiveSessionsInMemory sessions = new LiveSessionsInMemory();
    final MailboxesInMemory mailboxes = new MailboxesInMemory(sessions);
    final RpcGateway gateway;
    private final Javalin javalin;

    RpcServer(RpcRules rules) {
        this(rules, new TokensInMemory());
    }

    RpcServer(RpcRules rules, Access access) {
        gateway = new RpcGateway(mailboxes, sessions, mailboxes, access, rules);
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    gateway.register(config);
                })
                .start("127.0.0.1", 0);
    }

    int port() {
        return javalin.port();
    }

    RpcClient connect() {
        return new RpcClient(URI.create("ws://127.0.0.1:" + javalin.port() + "/"));
    }

    @Override
    public void close() {
        gateway.close();
        javalin.stop();
    }
}
