package io.restante.app;

import io.restante.app.settings.JwtSettings;
import io.restante.app.settings.Settings;
import io.restante.gateway.Access;
import io.restante.gateway.access.ApiKeyAccess;
import io.restante.gateway.access.ApiKeys;
import io.restante.gateway.access.OpenAccess;
import io.restante.gateway.access.TokenAccess;
import io.restante.gateway.access.TokenRules;
import io.restante.gateway.access.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Who may come in, as the settings say. */
final class GatewayAccess {
    private GatewayAccess() {}

    /** @throws io.restante.gateway.access.KeyException when the keys that are set cannot be used */
    static Access of(Settings settings) {
        TokenRules rules = rules(settings);
        Optional<String> keys = settings.auth().jwt().keys();
        Optional<TokenAccess> tokens = keys.map(signers -> new TokenAccess(Tokens.signedBy(signers, rules)));
        Optional<Path> apiKeys = settings.auth().apiKeys();
        if (apiKeys.isPresent()) {
            return new ApiKeyAccess(ApiKeys.in(apiKeys.get()), tokens);
        }
        if (tokens.isPresent()) {
            return tokens.get();
        }
        boolean set = settings.auth().key().isPresent();
        return new OpenAccess(
                set || Files.exists(settings.keyFile())
                        ? Optional.of(Tokens.signedBy(settings.keyFile().toString(), rules))
                        : Optional.empty());
    }

    static TokenRules rules(Settings settings) {
        JwtSettings jwt = settings.auth().jwt();
        return new TokenRules(jwt.issuer(), jwt.audience(), jwt.clockSkew());
    }
}
