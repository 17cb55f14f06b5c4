package io.restante.app;

import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The options that say what the bearer of a token or a key may do. */
final class ScopeOptions {
    @Option(names = "--connect", paramLabel = "GROUP", description = "A group to enter; may be repeated; * for any.")
    private Set<String> connect = new LinkedHashSet<>();

    @Option(names = "--read", paramLabel = "GROUP", description = "A group to read; may be repeated; * for any.")
    private Set<String> read = new LinkedHashSet<>();

    @Option(
            names = "--mailbox",
            paramLabel = "ID",
            description = "A mailbox to use, or with a * at its end all that begin so; may be repeated.")
    private Set<String> mailboxes = new LinkedHashSet<>();

    @Option(
            names = "--route",
            paramLabel = "ROUTE",
            description = "A route to use, such as \"POST /v1/mailboxes/{mailbox}/messages\", \"WS /\" or \"GET *\";"
                    + " may be repeated (default: every route).")
    private Set<String> routes = new LinkedHashSet<>();

    Set<String> connect() {
        return connect;
    }

    Set<String> read() {
        return read;
    }

    Set<String> mailboxes() {
        return mailboxes;
    }

    /** None when every route may be used. */
    Set<String> routes() {
        return routes;
    }
}
