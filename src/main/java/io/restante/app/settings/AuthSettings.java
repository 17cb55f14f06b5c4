package io.restante.app.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may come in.
 *
 * @param key the key file of an installation that makes its own tokens; empty for {@code key.json} in the data folder
 * @param jwt whose tokens are asked for; an installation without is open
 */
public record AuthSettings(Optional<Path> key, JwtSettings jwt) {
    public static final AuthSettings DEFAULTS = new AuthSettings(Optional.empty(), JwtSettings.DEFAULTS);
}
