package io.restante.gateway.access;

import java.time.Duration;
import java.util.Optional;

/**
 * What a token must say beside its signature.
 *
 * @param issuer who must have issued it
 * @param audience for whom it must be
 * @param clockSkew how far the issuer's clock may be ahead of ours: a token is taken that much before it becomes valid. Its end is never
 *     put off
 */
public record TokenRules(Optional<String> issuer, Optional<String> audience, Duration clockSkew) {
    /** Any issuer, any audience. */
    public static final TokenRules DEFAULTS =
            new TokenRules(Optional.empty(), Optional.empty(), Duration.ofSeconds(30));
}
