package io.restante.contract;

import io.restante.base.Rejection;
import io.restante.mailbox.Census;
import io.restante.mailbox.MailboxEvent;
import io.restante.session.EndReason;
import java.util.List;
import java.util.function.Supplier;

/** A witness who tells nobody. */
final class Unheard implements Witness {
    private final Supplier<Census> census;

    private Unheard(Supplier<Census> census) {
        this.census = census;
    }

    /** One who gives each partition such a census. */
    static Witness with(Supplier<Census> census) {
        return new Unheard(census);
    }

    @Override
    public Census census(int partition) {
        return census.get();
    }

    @Override
    public void stopped(int partition) {}

    @Override
    public void happened(List<MailboxEvent> events) {}

    @Override
    public void rejected(Rejection rejection) {}

    @Override
    public void sessionGranted() {}

    @Override
    public void sessionRefused(String reason) {}

    @Override
    public void sessionEnded(EndReason reason) {}

    @Override
    public void deadLetter(String room) {}
}
