package io.restante.app.console;

import io.restante.gateway.Access;
import io.restante.gateway.Mailboxes;
import io.restante.query.DeadLetters;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the console page shows and does.
 *
 * @param state one JSON object: how this process does now; asked for about once a second while somebody looks
 * @param past one JSON object: how it did in the last minutes
 * @param topology the overview as SVG
 * @param letters the dead letters; empty until they can be read
 * @param mailboxes to put a dead letter back through; empty in a process without a gateway, and until it has started
 * @param access who may put back
 */
public record ConsoleSources(
        Supplier<byte[]> state,
        Supplier<byte[]> past,
        String topology,
        Supplier<Optional<DeadLetters>> letters,
        Supplier<Optional<Mailboxes>> mailboxes,
        Supplier<Access> access) {}
