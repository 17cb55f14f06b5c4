package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.RouteScope;
import io.restante.gateway.access.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante token}: prints a token signed by the key of a local run. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Prints a token signed by the key that a local run keeps in its data folder.")
final class TokenCommand implements Callable<Integer> {
    @Option(names = "--subject", required = true, paramLabel = "NAME", description = "Whom the token is for.")
    private String subject = "";

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(names = "--ttl", description = "How long it is good, such as PT1H or P7D (default: ${DEFAULT-VALUE}).")
    private Duration ttl = Duration.ofHours(12);

    @Option(names = "--data", description = "The data folder of the local run (default: ./data).")
    private @Nullable Path data;

    @Option(names = "--key", paramLabel = "FILE", description = "The key file (default: key.json in the data folder).")
    private @Nullable Path key;

    @Option(names = "--config", description = "A YAML file of settings.")
    private @Nullable Path config;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (subject.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--subject: expected a name, got none.");
        }
        if (!ttl.isPositive()) {
            throw new ParameterException(
                    spec.commandLine(), "--ttl: expected a duration above zero, such as PT1H, got " + ttl + ".");
        }
        Settings settings = settings();
        // A token knows whole seconds only.
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Caller caller = new Caller(
                subject,
                scope.connect(),
                scope.read(),
                MailboxScope.of(scope.mailboxes()),
                Optional.of(now.plus(ttl)),
                scope.routes().isEmpty() ? RouteScope.EVERY_ROUTE : RouteScope.of(scope.routes()));
        SigningKey signer = SigningKey.read(settings.keyFile());
        spec.commandLine().getOut().println(signer.token(caller, GatewayAccess.rules(settings), now));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private Settings settings() {
        Map<String, String> overrides = new HashMap<>();
        if (data != null) {
            overrides.put("data", data.toString());
        }
        if (key != null) {
            overrides.put("auth.key", key.toString());
        }
        return SettingsReader.read(Optional.ofNullable(config), System.getenv(), overrides);
    }
}
