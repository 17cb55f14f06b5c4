package io.restante.app.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Who may come in.
 *
 * @param key the key file of an installation that makes its own tokens; empty for {@code key.json} in the data folder
 * @param jwt whose tokens are asked for
 * @param apiKeys a file of keys that let somebody in beside tokens; an installation with neither is open
 * @param open whether whoever comes may be served on addresses that others than this machine can reach
 */
public record AuthSettings(Optional<Path> key, JwtSettings jwt, Optional<Path> apiKeys, boolean open) {
    public static final AuthSettings DEFAULTS =
            new AuthSettings(Optional.empty(), JwtSettings.DEFAULTS, Optional.empty(), false);

    /** Whether every client must show who it is. */
    public boolean closed() {
        return jwt.keys().isPresent() || apiKeys.isPresent();
    }
}
