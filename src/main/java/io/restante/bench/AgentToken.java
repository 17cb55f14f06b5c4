package io.restante.bench;

import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Lets its bearer into every group for as long as a benchmark can take. */
final class AgentToken {
    private static final Duration VALID = Duration.ofDays(1);

    private AgentToken() {}

    /** A token signed with the key of an installation. */
    static String signedWith(Path key) {
        Instant now = Instant.now();
        Caller caller = new Caller(
                "bench.example.org",
                Set.of(Caller.ANY),
                Set.of(),
                MailboxScope.NO_MAILBOX,
                Optional.of(now.plus(VALID)));
        return SigningKey.read(key).token(caller, TokenRules.DEFAULTS, now);
    }
}
