package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.time.Duration;
import java.util.Optional;

/**
 * Which tokens let somebody in.
 *
 * @param keys a file or an address with the keys they are signed by; with it every client needs a token
 * @param issuer who must have issued them
 * @param audience for whom they must be
 * @param clockSkew how far the issuer's clock may be ahead
 */
public record JwtSettings(
        Optional<String> keys, Optional<String> issuer, Optional<String> audience, Duration clockSkew) {
    public static final JwtSettings DEFAULTS =
            new JwtSettings(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofSeconds(30));

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public JwtSettings {
        require(!clockSkew.isNegative(), "clockSkew", clockSkew, "a duration of zero or more");
    }
}
