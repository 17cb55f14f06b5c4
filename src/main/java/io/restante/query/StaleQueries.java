package io.restante.query;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.mailbox.OpenMessage;
import io.restante.query.GroupQueries.PresentAgent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Questions of callers who would rather have an older answer than none. Throws {@link UnavailableException} when there is no copy of the store whose
 * age is known.
 */
public interface StaleQueries {
    Aged<MailboxStatus> status(MailboxId mailbox);

    /** As {@link MailboxQueries#count}. */
    Aged<Long> count(MailboxId mailbox, Optional<String> recipient);

    /** As {@link MailboxQueries#look}. */
    Aged<List<OpenMessage>> look(
            MailboxId mailbox, int limit, OptionalLong limitBytes, Optional<String> recipient, long from);

    /** As {@link GroupQueries#agents}. */
    Aged<List<PresentAgent>> agents(GroupId group, long after, int limit);
}
