package io.restante.gateway.access;

import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import java.util.Optional;

/** Access for bearers of a good token alone, each to what the token says. */
public final class TokenAccess implements Access {
    private final Tokens tokens;

    public TokenAccess(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Caller caller(Optional<String> bearerToken) throws AccessException {
        if (bearerToken.isEmpty()) {
            throw new AccessException("A token is needed: send it in the header Authorization, as Bearer TOKEN.");
        }
        return tokens.caller(bearerToken.get());
    }

    @Override
    public boolean open() {
        return false;
    }
}
