package io.restante.gateway;

import java.util.Optional;

/** Who may come in: turns what a client shows into what it may do. */
public interface Access {
    /**
     * What the bearer of the token may do. A token that is shown is always checked, in an open installation too.
     *
     * @param bearerToken the token alone, without the word {@code Bearer}; empty when none was shown
     * @throws AccessException when a token is needed and was not shown, and when the one shown is not good
     * @throws io.restante.query.UnavailableException when the keys that would tell cannot be had now
     */
    Caller caller(Optional<String> bearerToken) throws AccessException;

    /** Whether clients without a token are served. */
    boolean open();
}
