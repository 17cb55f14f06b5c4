package io.restante.app.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well.
 *
 * @param name of the part, in kebab case
 * @param trouble what is wrong or missing, as a sentence; empty when the part is well. Asked for at every probe, so it answers at once
 */
public record HealthCheck(String name, Supplier<Optional<String>> trouble) {}
