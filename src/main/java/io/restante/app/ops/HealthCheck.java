package io.restante.app.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param name of the part, in kebab case
 * @param trouble what is wrong or missing, as a sentence; empty when the part is well. Asked for at every probe, so it answers at once
 * @param required whether the process is not well without it; else its trouble is only told
 */
public record HealthCheck(String name, Supplier<Optional<String>> trouble, boolean required) {
    public HealthCheck(String name, Supplier<Optional<String>> trouble) {
        this(name, trouble, true);
    }

    /** Something operators should know that keeps nobody out. */
    public static HealthCheck notice(String name, Supplier<Optional<String>> trouble) {
        return new HealthCheck(name, trouble, false);
    }
}
