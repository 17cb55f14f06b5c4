package io.restante.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.MailboxId;
import io.restante.base.Seeds;
import io.restante.base.SessionId;
import io.restante.delivery.LiveWindow;
import io.restante.mailbox.CensusReport.Standing;
import io.restante.push.PushState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CensusTest {
    @Test
    void oneThatIsNotKeptWantsToSeeNothingAndSaysNothing() {
        Census census = Census.unkept();
        census.changed(new MailboxId("alice"), MailboxHead.EMPTY, MailboxHead.EMPTY.marked(Marks.Input.TICKS, 1));
        census.report((mailbox, head) -> Optional.empty());
        assertThat(census.surveying(Instant.MAX)).isFalse();
        assertThat(census.report()).isEqualTo(CensusReport.NOTHING);
    }

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Census census = new Census();
    private TreeMap<MailboxId, MailboxHead> heads = new TreeMap<>(Census.ORDER);

    private static MailboxHead head(long count, long first, Optional<String> gateway) {
        return new MailboxHead(
                count,
                count * 10,
                first,
                first + count,
                0,
                0,
                0,
                gateway.map(name -> new LiveWindow(
                        new Epoch(1),
                        new SessionId("s"),
                        new GatewayId(name),
                        "c",
                        NOW,
                        NOW,
                        0,
                        0,
                        true,
                        (int) Math.min(count, 2),
                        0,
                        0,
                        0)),
                PushState.NONE,
                Optional.empty(),
                Marks.NONE);
    }

    private static MailboxId mailbox(int number) {
        return new MailboxId("m" + number);
    }

    private void change(MailboxId mailbox, MailboxHead after) {
        census.changed(mailbox, heads.getOrDefault(mailbox, MailboxHead.EMPTY), after);
        heads.put(mailbox, after);
    }

    /** Shows it what is there, as many mailboxes as that; whether it was shown all. */
    private boolean survey(int limit) {
        for (int i = 0; i < limit && census.surveying(NOW); i++) {
            Optional<MailboxId> cursor = census.cursor();
            Map.Entry<MailboxId, MailboxHead> next =
                    cursor.isPresent() ? heads.higherEntry(cursor.get()) : heads.firstEntry();
            if (next == null) {
                census.surveyed(NOW);
            } else {
                census.show(next.getKey(), next.getValue());
            }
        }
        return !census.surveying(NOW);
    }

    private CensusReport report() {
        census.report((mailbox, head) -> Optional.of(NOW.minusSeconds(1_000 - head.first())));
        return census.report();
    }

    @Test
    void countsEveryMailboxOnceWhateverHappensWhileItIsSurveyed() {
        Seeds.each(30, this::surveyWhileMuchHappens);
    }

    private void surveyWhileMuchHappens(long seed) {
        Random random = new Random(seed);
        census = new Census();
        heads = new TreeMap<>(Census.ORDER);
        for (int i = 0; i < 300; i++) {
            heads.put(mailbox(random.nextInt(400)), random(random));
        }
        boolean done = false;
        while (!done) {
            for (int i = random.nextInt(20); i > 0; i--) {
                change(mailbox(random.nextInt(500)), random(random));
            }
            done = survey(random.nextInt(30));
        }
        for (int i = random.nextInt(200); i > 0; i--) {
            change(mailbox(random.nextInt(500)), random(random));
        }
        CensusReport report = report();
        assertThat(report.complete()).isTrue();
        assertThat(report.messages())
                .isEqualTo(heads.values().stream().mapToLong(MailboxHead::count).sum());
        assertThat(report.bytes())
                .isEqualTo(heads.values().stream().mapToLong(MailboxHead::bytes).sum());
        assertThat(report.handedOut())
                .isEqualTo(heads.values().stream()
                        .mapToLong(MailboxHead::handedOut)
                        .sum());
        assertThat(report.holding())
                .isEqualTo(
                        heads.values().stream().filter(head -> head.count() > 0).count());
        assertThat(report.sessions().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(heads.values().stream()
                        .filter(head -> head.window().isPresent())
                        .count());
        assertThat(report.deepest())
                .extracting(Standing::messages)
                .containsExactlyElementsOf(heads.values().stream()
                        .map(MailboxHead::count)
                        .sorted(Comparator.reverseOrder())
                        .limit(20)
                        .toList());
        assertThat(report.oldest())
                .extracting(Standing::mailbox)
                .first()
                .isEqualTo(heads.entrySet().stream()
                        .filter(each -> each.getValue().count() > 0)
                        .min(Comparator.comparingLong(each -> each.getValue().first()))
                        .orElseThrow()
                        .getKey());
    }

    private MailboxHead random(Random random) {
        return head(
                random.nextInt(5) == 0 ? 0 : random.nextInt(1_000),
                random.nextLong(1_000_000_000),
                random.nextBoolean() ? Optional.of("g" + random.nextInt(3)) : Optional.empty());
    }

    @Test
    void saysThatItIsNotCompleteUntilItHasSeenAll() {
        heads.put(mailbox(1), head(3, 0, Optional.empty()));
        heads.put(mailbox(2), head(4, 5, Optional.empty()));
        survey(1);
        assertThat(report().complete()).isFalse();
        assertThat(report().messages()).isEqualTo(3);
        survey(10);
        assertThat(report().complete()).isTrue();
        assertThat(report().messages()).isEqualTo(7);
    }

    @Test
    void looksAgainWhenThoseItKnewHaveDrained() {
        for (int i = 0; i < 1_000; i++) {
            heads.put(mailbox(i), head(1_000 - i, i, Optional.empty()));
        }
        survey(2_000);
        for (int i = 0; i < 500; i++) {
            change(mailbox(i), head(0, 0, Optional.empty()));
        }
        assertThat(report().deepest()).isEmpty();
        assertThat(census.surveying(NOW.plus(Duration.ofMinutes(6)))).isTrue();
        survey(2_000);
        List<Standing> deepest = report().deepest();
        assertThat(deepest.getFirst().mailbox()).isEqualTo(mailbox(500));
        assertThat(deepest).hasSize(20);
        assertThat(report().messages()).isEqualTo(500 * 501 / 2);
    }

    @Test
    void asksForAnAgeOnceForAsLongAsTheOldestIsTheSame() {
        change(mailbox(1), head(1, 7, Optional.empty()));
        int[] asked = {0};
        for (int i = 0; i < 3; i++) {
            census.report((mailbox, head) -> {
                asked[0]++;
                return Optional.of(NOW);
            });
        }
        assertThat(asked[0]).isEqualTo(1);
    }
}
