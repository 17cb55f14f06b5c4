package io.restante.gateway.access;

import io.restante.gateway.Access;
import io.restante.gateway.AccessException;
import io.restante.gateway.Caller;
import java.util.Optional;

/** Access for bearers of a good API key, and of a good token where tokens are asked for too. */
public final class ApiKeyAccess implements Access {
    private final ApiKeys keys;
    private final Optional<TokenAccess> tokens;

    public ApiKeyAccess(ApiKeys keys, Optional<TokenAccess> tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    @Override
    public Caller caller(Optional<String> bearerToken) throws AccessException {
        if (bearerToken.isPresent() && ApiKeys.isKey(bearerToken.get())) {
            return keys.caller(bearerToken.get());
        }
        if (tokens.isPresent()) {
            return tokens.get().caller(bearerToken);
        }
        throw new AccessException("An API key is needed: send it in the header Authorization, as Bearer KEY.");
    }

    @Override
    public boolean open() {
        return false;
    }
}
