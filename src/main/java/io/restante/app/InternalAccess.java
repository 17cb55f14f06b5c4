package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.OpenAccess;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenAccess;
import io.restante.gateway.access.TokenRules;
import io.restante.gateway.access.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the processes of one installation show each other: a token that is signed by the key file they share. Those of an open installation
 * show nothing; their gateways answer anybody too.
 */
final class InternalAccess {
    private static final Duration TTL = Duration.ofMinutes(5);
    private static final Duration IN_TIME = Duration.ofMinutes(1);

    private final Optional<SigningKey> key;
    private final Access access;
    private Shown shown = new Shown("", Instant.MIN);

    private record Shown(String token, Instant end) {}

    /** @throws io.restante.gateway.access.KeyException when a key is needed and there is none */
    InternalAccess(Settings settings) {
        boolean closed = settings.auth().closed();
        this.key = closed ? Optional.of(SigningKey.read(settings.keyFile())) : Optional.empty();
        this.access = closed
                ? new TokenAccess(Tokens.signedBy(settings.keyFile().toString(), TokenRules.DEFAULTS))
                : new OpenAccess(Optional.empty());
    }

    /** Who asks, when another process shows this. */
    Caller caller(Optional<String> token) throws AccessException {
        return access.caller(access.open() ? Optional.empty() : token);
    }

    /** What this process shows another one. */
    synchronized Optional<String> token() {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        if (now.plus(IN_TIME).isAfter(shown.end())) {
            Instant end = now.plus(TTL);
            Caller everything =
                    new Caller("restante", Set.of(), Set.of(Caller.ANY), MailboxScope.EVERY_MAILBOX, Optional.of(end));
            shown = new Shown(key.get().token(everything, TokenRules.DEFAULTS, now), end);
        }
        return Optional.of(shown.token());
    }
}
