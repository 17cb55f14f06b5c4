package io.restante.query;

import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.MessageId;
import io.restante.contract.Topics;
import io.restante.mailbox.LedgerEntry;
import io.restante.session.EndedSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;

/** Reads histories from their topics. A reading goes through all that its partition was told since it starts, so few run at once. */
public final class KafkaTimelines implements Timelines {
    private static final int AT_ONCE = 4;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Map<String, Object> client;
    private final Duration patience;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param client properties of every Kafka client
     * @param patience how long one reading may take
     */
    public KafkaTimelines(Map<String, Object> client, Duration patience) {
        this.client = Map.copyOf(client);
        this.patience = patience;
    }

    @Override
    public List<LedgerEntry> message(MailboxId mailbox, MessageId id, OptionalLong sequence, Instant since) {
        return ofMessage(
                id,
                scan(log -> log.values(
                        Topics.MAILBOX_LEDGER,
                        mailbox,
                        sequence.isPresent()
                                ? log.time(Topics.MAILBOX_MESSAGES, mailbox, sequence.getAsLong())
                                : since)));
    }

    /** What was done again after a crash is on the log again, with the time it had. */
    static List<LedgerEntry> ofMessage(MessageId id, List<LedgerEntry> entries) {
        record Happening(LedgerEntry.Step event, Optional<Integer> attempt, Instant at) {}
        Set<Happening> told = new HashSet<>();
        return entries.stream()
                .filter(entry -> entry.id().equals(id))
                .filter(entry -> told.add(new Happening(entry.event(), entry.attempt(), entry.at())))
                .sorted(Comparator.comparing(LedgerEntry::at))
                .toList();
    }

    @Override
    public List<EndedSession> sessions(MailboxId mailbox, Instant from, Instant to) {
        return sessions(mailbox.value(), mailbox.value()::equals, from, to);
    }

    /** They lie on the partition of their group. */
    @Override
    public List<EndedSession> sessions(GroupId group, Instant from, Instant to) {
        String agents = group.value() + MailboxId.SEPARATOR;
        return sessions(agents, key -> key.startsWith(agents), from, to);
    }

    /** A session's record is written when it is over, which is never before its end; so the reading starts there. */
    private List<EndedSession> sessions(String place, Predicate<String> keys, Instant from, Instant to) {
        Set<Long> told = new HashSet<>();
        return scan(log -> log.values(Topics.SESSION_HISTORY, place, keys, from)).stream()
                .filter(session -> !session.endedAt().isBefore(from)
                        && !session.startedAt().isAfter(to))
                .filter(session -> told.add(session.epoch().value()))
                .sorted(Comparator.comparing(EndedSession::epoch))
                .toList();
    }

    private <T> List<T> scan(Function<LogScan, List<T>> reading) {
        try {
            if (!places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new UnavailableException("Too many histories are being read.", RETRY_AFTER);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
        try (LogScan log = new LogScan(client, patience)) {
            return reading.apply(log);
        } catch (RetriableException | InterruptException e) {
            throw unreadable(e);
        } finally {
            places.release();
        }
    }

    private static UnavailableException unreadable(Exception cause) {
        var unavailable = new UnavailableException("The log could not be read in time.", RETRY_AFTER);
        unavailable.initCause(cause);
        return unavailable;
    }
}
