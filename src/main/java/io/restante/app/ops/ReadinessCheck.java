package io.restante.app.ops;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A part that must be ready before traffic may come.
 *
 * @param name of the part, in kebab case
 * @param trouble what is missing, as a sentence; empty when the part is ready. Asked for at every probe, so it answers at once
 */
public record ReadinessCheck(String name, Supplier<Optional<String>> trouble) {}
