package io.restante.gateway.access;

import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import java.util.Optional;

/**
 * Access for everybody to every mailbox. Who shows a token all the same is who it says: it must be good, and groups are entered and read
 * as far as it goes.
 */
public final class OpenAccess implements Access {
    private final Optional<Tokens> tokens;

    /** @param tokens empty where there is no key that one could be checked with */
    public OpenAccess(Optional<Tokens> tokens) {
        this.tokens = tokens;
    }

    @Override
    public Caller caller(Optional<String> bearerToken) throws AccessException {
        if (bearerToken.isEmpty()) {
            return Caller.ANYBODY;
        }
        if (tokens.isEmpty()) {
            throw new AccessException("No token can be checked here: this installation has no key for it.");
        }
        Caller named = tokens.get().caller(bearerToken.get());
        return new Caller(
                named.subject(),
                named.connect(),
                named.read(),
                MailboxScope.EVERY_MAILBOX,
                named.expires(),
                named.routes());
    }

    @Override
    public boolean open() {
        return true;
    }
}
