package io.restante.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Access by tokens whose callers a test says; open until there is one. */
public final class TokensInMemory implements Access {
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();

    public TokensInMemory with(String token, Caller caller) {
        callers.put(token, caller);
        return this;
    }

    @Override
    public Caller caller(Optional<String> bearerToken) throws AccessException {
        if (bearerToken.isEmpty() && open()) {
            return Caller.ANYBODY;
        }
        Caller caller = callers.get(bearerToken.orElse(""));
        if (caller == null) {
            throw new AccessException("Not a token that is known here.");
        }
        return caller;
    }

    @Override
    public boolean open() {
        return callers.isEmpty();
    }
}
