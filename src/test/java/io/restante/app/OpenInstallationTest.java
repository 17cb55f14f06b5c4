package io.restante.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpenInstallationTest {
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    private static Settings settings(Map<String, String> given) {
        return SettingsReader.read(Optional.empty(), Map.of(), given);
    }

    @Test
    void whoeverComesIsServedOnThisMachineAlone() {
        assertThatCode(() -> OpenInstallation.requireAllowed(Settings.DEFAULTS, ALL))
                .doesNotThrowAnyException();
        for (String host : new String[] {"0.0.0.0", "::", "192.0.2.7"}) {
            for (String path : new String[] {"gateway.host", "ops.host"}) {
                Settings reached = settings(Map.of(path, host));
                assertThatThrownBy(() -> OpenInstallation.requireAllowed(reached, ALL))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining(path)
                        .hasMessageContaining(host)
                        .hasMessageContaining("auth.open=true");
            }
        }
    }

    @Test
    void elsewhereItMustBeSaidOrClosed() {
        for (Map<String, String> given : List.of(
                Map.of("gateway.host", "0.0.0.0", "auth.open", "true"),
                Map.of("gateway.host", "0.0.0.0", "auth.apiKeys", "keys.yaml"),
                Map.of("gateway.host", "0.0.0.0", "auth.jwt.keys", "keys.json"))) {
            assertThatCode(() -> OpenInstallation.requireAllowed(settings(given), ALL))
                    .doesNotThrowAnyException();
        }
        Settings gateway = settings(Map.of("gateway.host", "0.0.0.0"));
        assertThatCode(() -> OpenInstallation.requireAllowed(gateway, Set.of(Role.STREAMS)))
                .doesNotThrowAnyException();
    }
}
