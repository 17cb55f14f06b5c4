package io.restante.gateway;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some routes: {@code GET /v1/mailboxes/{mailbox}} as the OpenAPI document spells it, {@code WS /} and {@code WS /ws} for the two
 * WebSockets. An entry that ends in {@value #AND_SO_ON} stands for all that begin so.
 */
public record RouteScope(Set<String> entries) {
    public static final RouteScope EVERY_ROUTE = new RouteScope(Set.of("*"));

    private static final String AND_SO_ON = "*";

    public RouteScope {
        entries = Set.copyOf(entries);
    }

    /** The scope of these entries. */
    public static RouteScope of(Collection<String> entries) {
        return new RouteScope(Set.copyOf(entries));
    }

    public boolean holds(String route) {
        return entries.stream()
                .anyMatch(entry -> entry.endsWith(AND_SO_ON)
                        ? route.startsWith(entry.substring(0, entry.length() - AND_SO_ON.length()))
                        : entry.equals(route));
    }

    /** The entries in order. */
    public List<String> sorted() {
        return List.copyOf(new TreeSet<>(entries));
    }
}
