package io.restante.gateway.rest;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.mailbox.LedgerEntry;
import io.restante.query.Timelines;
import io.restante.session.EndedSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the test says has happened, and what was asked for. */
final class HistoriesInMemory implements Timelines {
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<EndedSession> sessions = new ArrayList<>();
    private Optional<Instant> from = Optional.empty();
    private OptionalLong sequence = OptionalLong.empty();

    synchronized void add(LedgerEntry entry) {
        entries.add(entry);
    }

    synchronized void add(EndedSession session) {
        sessions.add(session);
    }

    /** The time of the last question. */
    synchronized Optional<Instant> from() {
        return from;
    }

    /** The sequence of the last question. */
    synchronized OptionalLong sequence() {
        return sequence;
    }

    @Override
    public synchronized List<LedgerEntry> message(
            MailboxId mailbox, MessageId id, OptionalLong ofSequence, Instant since) {
        sequence = ofSequence;
        from = Optional.of(since);
        return entries.stream().filter(entry -> entry.id().equals(id)).toList();
    }

    @Override
    public synchronized List<EndedSession> sessions(MailboxId mailbox, Instant since, Instant to) {
        from = Optional.of(since);
        return sessions.stream().filter(session -> session.agent().isEmpty()).toList();
    }

    @Override
    public synchronized List<EndedSession> sessions(GroupId group, Instant since, Instant to) {
        from = Optional.of(since);
        return sessions.stream()
                .filter(session ->
                        session.agent().filter(of -> of.group().equals(group)).isPresent())
                .toList();
    }
}
