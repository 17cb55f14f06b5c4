package io.restante.mailbox;

import io.restante.base.Decision;
import io.restante.mailbox.MailboxEvent.WakeSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One decision in the making: the events so far, and the mailbox as they leave it. */
final class Turn {
    final Mailbox mailbox;
    final Moment moment;
    private final List<MailboxEvent> events = new ArrayList<>();

    Turn(Mailbox mailbox, Moment moment) {
        this.mailbox = mailbox.draft();
        this.moment = moment;
    }

    MailboxHead head() {
        return mailbox.head();
    }

    Instant now() {
        return moment.now();
    }

    void happen(MailboxEvent event) {
        mailbox.apply(event);
        events.add(event);
    }

    /** The mailbox will be looked at by then. */
    void wakeBy(Instant time) {
        Optional<Instant> planned = head().wakeAt();
        if (planned.isEmpty() || time.isBefore(planned.get())) {
            happen(new WakeSet(Optional.of(time)));
        }
    }

    Decision<MailboxEvent> done() {
        return Decision.accepted(events);
    }
}
