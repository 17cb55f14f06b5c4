package io.restante.gateway.rpc;

import io.javalin.Javalin;
import java.net.URI;

/** The gateway on a free port, its mailboxes and sessions in memory. */
final class RpcServer implements AutoCloseable {
    final LiveSessionsInMemory sessions = new LiveSessionsInMemory();
    final MailboxesInMemory mailboxes = new MailboxesInMemory(sessions);
    final RpcGateway gateway;
    private final Javalin javalin;

    RpcServer(RpcRules rules) {
        gateway = new RpcGateway(mailboxes, sessions, mailboxes, rules);
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
