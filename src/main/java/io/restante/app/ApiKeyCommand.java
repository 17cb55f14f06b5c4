package io.restante.app;

import io.restante.contract.JsonText;
import io.restante.gateway.access.ApiKeys;
import io.restante.gateway.access.NewApiKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante api-key}: makes an API key, and the entry for the file that {@code auth.apiKeys} names. Writes nothing anywhere. */
@Command(
        name = "api-key",
        mixinStandardHelpOptions = true,
        description = "Makes an API key: prints it, and its entry for the file of auth.apiKeys, which has its hash.")
final class ApiKeyCommand implements Callable<Integer> {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "Whose key it is.")
    private String name = "";

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Option(names = "--expires", paramLabel = "TIME", description = "When it ends, such as 2027-01-31T00:00:00Z.")
    private @Nullable Instant expires;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String key = NewApiKey.random();
        PrintWriter out = spec.commandLine().getOut();
        out.println("# The key, which nobody can tell you again:");
        out.println("#   " + key);
        out.println("# Its entry for the file of auth.apiKeys:");
        out.println("keys:");
        out.println("  - " + entry(ApiKeys.hash(key)));
        out.flush();
        return 0;
    }

    /** JSON is YAML too, and quotes whatever needs it. */
    private String entry(String hash) {
        byte[] json = JsonText.object(entry -> {
            entry.put("name", name).put("sha256", hash);
            entry.putTexts("mailboxes", List.copyOf(scope.mailboxes()))
                    .putTexts("connect", List.copyOf(scope.connect()))
                    .putTexts("read", List.copyOf(scope.read()))
                    .putTexts("routes", List.copyOf(scope.routes()));
            if (expires != null) {
                entry.put("expires", expires);
            }
        });
        return new String(json, StandardCharsets.UTF_8);
    }
}
