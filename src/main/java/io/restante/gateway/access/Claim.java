package io.restante.gateway.access;

/** The claims of ours in a token. */
final class Claim {
    static final String CONNECT = "connect";
    static final String READ = "read";
    static final String MAILBOXES = "mailboxes";
    static final String ROUTES = "routes";

    private Claim() {}
}
