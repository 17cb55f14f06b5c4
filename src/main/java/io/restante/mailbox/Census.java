package io.restante.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.CensusReport.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What the mailboxes of one partition hold together, and which of them hold most and longest. It is kept as mailboxes change, by the one thread that changes them. What
 * they held before is learned by a survey, which is shown every mailbox in their order, a few at a time: those it has not come to yet are not in the totals. A mailbox that is new is counted at once.
 *
 * <p>The report alone may be read by others.
 */
public final class Census {
    /** The order a survey goes in: short names first, equally long ones by their bytes. */
    public static final Comparator<MailboxId> ORDER = Comparator.comparingInt((MailboxId id) -> bytes(id).length)
            .thenComparing(Census::bytes, Arrays::compareUnsigned);

    /** Mailboxes that a report lists. */
    private static final int SHOWN = 20;

    /** A survey that is only for the lists is not repeated sooner. */
    private static final Duration SELDOM = Duration.ofMinutes(5);

    private final boolean kept;
    private final Ranking deepest = new Ranking(MailboxHead::count);
    private final Ranking oldest = new Ranking(head -> head.count() == 0 ? 0 : Long.MAX_VALUE - head.first());
    private final Map<GatewayId, Long> sessions = new HashMap<>();
    private Map<MailboxId, Known> ages = new HashMap<>();
    private long holding;
    private long messages;
    private long bytes;
    private long handedOut;
    private long dead;
    private boolean complete;
    private boolean surveying = true;
    private Optional<MailboxId> cursor = Optional.empty();

    /** Mailboxes that were new since the partition came, until all others have been shown. */
    private final Set<MailboxId> fresh = new HashSet<>();

    private Instant surveyedAt = Instant.MIN;
    private volatile CensusReport report = CensusReport.NOTHING;

    /** When the message that was a mailbox's oldest came, by the head's lower bound of it. */
    private record Known(long first, Optional<Instant> at) {}

    /** One that is kept. */
    public Census() {
        this(true);
    }

    private Census(boolean kept) {
        this.kept = kept;
    }

    /** One that is not kept, where nobody could ask for it: its report says nothing. */
    public static Census unkept() {
        return new Census(false);
    }

    private static byte[] bytes(MailboxId id) {
        return id.value().getBytes(UTF_8);
    }

    /** A mailbox's head is another one now. */
    public void changed(MailboxId mailbox, MailboxHead before, MailboxHead after) {
        if (!kept) {
            return;
        }
        if (complete || isNew(mailbox, before) || isPassed(mailbox)) {
            count(before, -1);
            count(after, 1);
        }
        deepest.changed(mailbox, before, after);
        oldest.changed(mailbox, before, after);
    }

    private boolean isNew(MailboxId mailbox, MailboxHead before) {
        return before.equals(MailboxHead.EMPTY) ? fresh.add(mailbox) : fresh.contains(mailbox);
    }

    private boolean isPassed(MailboxId mailbox) {
        return cursor.filter(last -> ORDER.compare(mailbox, last) <= 0).isPresent();
    }

    private void count(MailboxHead head, int sign) {
        holding += head.count() > 0 ? sign : 0;
        messages += sign * head.count();
        bytes += sign * head.bytes();
        handedOut += sign * head.handedOut();
        dead += (long) sign * head.dead();
        head.window().ifPresent(window -> sessions.merge(window.gateway(), (long) sign, Census::sum));
    }

    @SuppressWarnings("NullAway") // A merge that answers null takes the entry away.
    private static Long sum(Long before, Long more) {
        long sum = before + more;
        return sum == 0 ? null : Long.valueOf(sum);
    }

    /** Whether mailboxes are to be shown now. */
    public boolean surveying(Instant now) {
        if (!kept) {
            return false;
        }
        boolean wanted = deepest.exhausted(SHOWN) || oldest.exhausted(SHOWN);
        if (!surveying && wanted && surveyedAt.plus(SELDOM).isBefore(now)) {
            surveying = true;
            cursor = Optional.empty();
            deepest.reopen();
            oldest.reopen();
        }
        return surveying;
    }

    /** The mailbox that was shown last. */
    public Optional<MailboxId> cursor() {
        return cursor;
    }

    /** Shows the mailbox next to the cursor. */
    public void show(MailboxId mailbox, MailboxHead head) {
        if (!complete && !fresh.contains(mailbox)) {
            count(head, 1);
        }
        deepest.changed(mailbox, MailboxHead.EMPTY, head);
        oldest.changed(mailbox, MailboxHead.EMPTY, head);
        cursor = Optional.of(mailbox);
    }

    /** There is no mailbox beyond the cursor. */
    public void surveyed(Instant now) {
        complete = true;
        fresh.clear();
        surveying = false;
        surveyedAt = now;
    }

    /**
     * Writes the report anew.
     *
     * @param oldestAt when the oldest message of a mailbox came; asked only when the mailbox's oldest may be another one
     */
    public void report(BiFunction<MailboxId, MailboxHead, Optional<Instant>> oldestAt) {
        if (!kept) {
            return;
        }
        Map<MailboxId, Known> known = new HashMap<>();
        BiFunction<MailboxId, MailboxHead, Standing> standing = (mailbox, head) -> {
            Known age = known.computeIfAbsent(mailbox, same -> age(mailbox, head, oldestAt));
            return new Standing(
                    mailbox,
                    head.count(),
                    head.bytes(),
                    head.handedOut(),
                    age.at(),
                    head.window().map(LiveWindow::gateway));
        };
        report = new CensusReport(
                complete,
                holding,
                messages,
                bytes,
                handedOut,
                dead,
                sessions,
                listed(deepest, standing),
                listed(oldest, standing));
        ages = known;
    }

    private Known age(
            MailboxId mailbox, MailboxHead head, BiFunction<MailboxId, MailboxHead, Optional<Instant>> oldestAt) {
        Known before = ages.get(mailbox);
        return before != null && before.first() == head.first()
                ? before
                : new Known(head.first(), oldestAt.apply(mailbox, head));
    }

    private static List<Standing> listed(Ranking ranking, BiFunction<MailboxId, MailboxHead, Standing> standing) {
        return ranking.first(SHOWN).stream()
                .map(each -> standing.apply(each.getKey(), each.getValue()))
                .toList();
    }

    public CensusReport report() {
        return report;
    }
}
