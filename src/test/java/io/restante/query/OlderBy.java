package io.restante.query;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.mailbox.OpenMessage;
import io.restante.query.GroupQueries.PresentAgent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Copies that say the same as the stores they are of, and are so old. */
public record OlderBy(MailboxQueries stores, GroupQueries groups, Duration age) implements StaleQueries {
    @Override
    public Aged<MailboxStatus> status(MailboxId mailbox) {
        return new Aged<>(stores.status(mailbox, Optional.empty()), age);
    }

    @Override
    public Aged<Long> count(MailboxId mailbox, Optional<String> recipient) {
        return new Aged<>(stores.count(mailbox, recipient, Optional.empty()), age);
    }

    @Override
    public Aged<List<OpenMessage>> look(
            MailboxId mailbox, int limit, OptionalLong limitBytes, Optional<String> recipient, long from) {
        return new Aged<>(stores.look(mailbox, limit, limitBytes, recipient, from, Optional.empty()), age);
    }

    @Override
    public Aged<List<PresentAgent>> agents(GroupId group, long after, int limit) {
        return new Aged<>(groups.agents(group, after, limit, Optional.empty()), age);
    }
}
