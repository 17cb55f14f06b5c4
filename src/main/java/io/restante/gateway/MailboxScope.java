package io.restante.gateway;

import io.restante.base.MailboxId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Some mailboxes: those named, and those whose names begin in a certain way. */
public record MailboxScope(Set<String> ids, Set<String> prefixes) {
    public static final MailboxScope EVERY_MAILBOX = new MailboxScope(Set.of(), Set.of(""));
    public static final MailboxScope NO_MAILBOX = new MailboxScope(Set.of(), Set.of());

    private static final String AND_SO_ON = "*";

    public MailboxScope {
        ids = Set.copyOf(ids);
        prefixes = Set.copyOf(prefixes);
    }

    /** The scope of a token's entries: one that ends in {@value #AND_SO_ON} is a prefix, any other is a mailbox's whole name. */
    public static MailboxScope of(Collection<String> entries) {
        return new MailboxScope(
                entries.stream().filter(entry -> !entry.endsWith(AND_SO_ON)).collect(Collectors.toSet()),
                entries.stream()
                        .filter(entry -> entry.endsWith(AND_SO_ON))
                        .map(entry -> entry.substring(0, entry.length() - AND_SO_ON.length()))
                        .collect(Collectors.toSet()));
    }

    /** The entries it is made of, as a token has them. */
    public List<String> entries() {
        return Stream.concat(ids.stream(), prefixes.stream().map(prefix -> prefix + AND_SO_ON))
                .sorted()
                .toList();
    }

    /** Whether no mailbox is outside of it. */
    public boolean everything() {
        return prefixes.contains("");
    }

    public boolean holds(MailboxId mailbox) {
        String name = mailbox.value();
        return ids.contains(name) || prefixes.stream().anyMatch(name::startsWith);
    }
}
