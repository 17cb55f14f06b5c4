package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.MailboxId;
import io.restante.base.Seeds;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.contract.SessionLayout.Run;
import io.restante.group.GroupEvent;
import io.restante.group.Waiting;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxContents.Deadline;
import io.restante.session.GatewayLife;
import io.restante.session.Seat;
import io.restante.session.SessionKey.OfAgent;
import io.restante.store.Form;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** What lies in the stores is read as it was written, and a range over one mailbox is its own. */
class LayoutPropertyTest {
    @Test
    void readsWhatItWrote() {
        Seeds.each(1_000, seed -> {
            Values values = new Values(seed);
            HeldMessage held = values.held();
            Bytes key = MailboxLayout.entry(Kind.MESSAGE, values.mailbox(), held.sequence());
            assertReadAgain(MailboxForms.MESSAGE, key, held);
            assertReadAgain(MailboxForms.HEAD, key, values.head());
            assertReadAgain(MailboxForms.KNOWN, key, values.known());
            IdPage page = new IdPage();
            IntStream.range(0, 3)
                    .forEach(n -> page.add(new IdPage.Ended(values.mailbox(), values.message(), values.time())));
            assertThat(MailboxForms.PAGE
                            .read(key, MailboxForms.PAGE.write(page))
                            .ids())
                    .isEqualTo(page.ids());
            Seat seat = values.seat();
            assertThat(SessionLayout.readSeat(SessionLayout.write(seat))).isEqualTo(seat);
            GroupEvent event = values.groupEvent();
            assertThat(GroupLayout.readEvent(GroupLayout.write(event))).isEqualTo(event);
            Waiting waiting = values.waiting();
            assertThat(GroupLayout.readWaiting(GroupLayout.write(waiting))).isEqualTo(waiting);
            GatewayLife life = new GatewayLife(values.time(), seed % 2 == 0);
            assertThat(SessionLayout.readLife(SessionLayout.write(life))).isEqualTo(life);
        });
    }

    private static <T> void assertReadAgain(Form<T> form, Bytes key, T value) {
        assertThat(form.read(key, form.write(value))).isEqualTo(value);
    }

    @Test
    void keysSayWhatTheyAreOf() {
        Seeds.each(1_000, seed -> {
            Values values = new Values(seed);
            MailboxId mailbox = values.mailbox();
            long sequence = values.whole();
            Instant time = values.time();
            assertThat(MailboxLayout.sequence(MailboxLayout.entry(Kind.MESSAGE, mailbox, sequence)))
                    .isEqualTo(sequence);
            Deadline deadline = new Deadline(time, sequence);
            assertThat(MailboxLayout.expiry(MailboxLayout.expiry(mailbox, deadline)))
                    .isEqualTo(deadline);
            Bytes wake = MailboxLayout.wake(time, mailbox);
            assertThat(MailboxLayout.timeOf(wake)).isEqualTo(time);
            assertThat(MailboxLayout.wakeMailbox(wake)).isEqualTo(mailbox);
            Run run = new Run(values.gateway(), values.text());
            assertThat(SessionLayout.run(SessionLayout.gateway(run))).isEqualTo(run);
            assertThat(SessionLayout.heldEpoch(SessionLayout.held(run, new Epoch(sequence))))
                    .isEqualTo(new Epoch(sequence));
        });
    }

    /** Names that are beginnings of each other, and some that look like the rest of a key. */
    private static List<MailboxId> neighbours(Values values) {
        String name = values.text();
        List<MailboxId> neighbours = new ArrayList<>();
        for (String each : List.of(
                name, name + "a", name + "\u0000", name + "\u0000\u0000\u0000\u0001", name + name, "a", "aa", "b")) {
            neighbours.add(new MailboxId(each));
        }
        return neighbours;
    }

    @Test
    void aRangeOverOneMailboxIsItsOwnAndInOrder() {
        Seeds.each(200, seed -> {
            Values values = new Values(seed);
            TreeSet<Bytes> store = new TreeSet<>();
            List<MailboxId> mailboxes = neighbours(values).stream().distinct().toList();
            List<Long> sequences = List.of(0L, 1L, 255L, 256L, 1L << 40, Long.MAX_VALUE);
            for (MailboxId mailbox : mailboxes) {
                store.add(MailboxLayout.head(mailbox));
                store.add(MailboxLayout.id(mailbox, values.message()));
                store.add(MailboxLayout.wake(values.time(), mailbox));
                for (long sequence : sequences) {
                    store.add(MailboxLayout.entry(Kind.MESSAGE, mailbox, sequence));
                    store.add(MailboxLayout.entry(Kind.DEAD, mailbox, sequence));
                    store.add(MailboxLayout.expiry(mailbox, new Deadline(Instant.ofEpochMilli(sequence), 7)));
                }
            }
            for (MailboxId mailbox : mailboxes) {
                assertThat(store.subSet(
                                MailboxLayout.entry(Kind.MESSAGE, mailbox, 0),
                                true,
                                MailboxLayout.entry(Kind.MESSAGE, mailbox, Long.MAX_VALUE),
                                true))
                        .containsExactlyElementsOf(sequences.stream()
                                .map(sequence -> MailboxLayout.entry(Kind.MESSAGE, mailbox, sequence))
                                .toList());
                assertThat(store.higher(MailboxLayout.entry(Kind.MESSAGE, mailbox, Long.MAX_VALUE)))
                        .as("what a range over messages looks at last")
                        .isEqualTo(MailboxLayout.head(mailbox));
                assertThat(store.subSet(
                                MailboxLayout.firstExpiry(mailbox), true, MailboxLayout.lastExpiry(mailbox), true))
                        .extracting(key -> MailboxLayout.expiry(key).expiresAt().toEpochMilli())
                        .containsExactlyElementsOf(sequences);
            }
        });
    }

    @Test
    void aRangeOverOneRunOfAGatewayIsItsOwn() {
        List<Run> runs = List.of(
                new Run(new GatewayId("g"), ""),
                new Run(new GatewayId("g"), "1"),
                new Run(new GatewayId("g"), "1\u0000"),
                new Run(new GatewayId("g1"), ""),
                new Run(new GatewayId("gg"), "1"));
        TreeSet<Bytes> store = new TreeSet<>();
        for (Run run : runs) {
            store.add(SessionLayout.gateway(run));
            store.add(SessionLayout.held(run, new Epoch(0)));
            store.add(SessionLayout.held(run, new Epoch(Long.MAX_VALUE)));
        }
        store.add(SessionLayout.seat("g"));
        for (Run run : runs) {
            assertThat(store.subSet(SessionLayout.firstHeld(run), true, SessionLayout.lastHeld(run), true))
                    .containsExactly(
                            SessionLayout.held(run, new Epoch(0)), SessionLayout.held(run, new Epoch(Long.MAX_VALUE)));
        }
        assertThat(store.subSet(SessionLayout.firstGateway(), true, SessionLayout.lastGateway(), true))
                .extracting(SessionLayout::run)
                .containsExactlyInAnyOrderElementsOf(runs);
    }

    @Test
    void aRangeOverOneGroupIsItsOwnAndInOrder() {
        Seeds.each(200, seed -> {
            Values values = new Values(seed);
            List<String> names = neighbours(values).stream()
                    .map(MailboxId::value)
                    .distinct()
                    .sorted()
                    .toList();
            TreeSet<Bytes> store = new TreeSet<>();
            for (String name : names) {
                store.add(SessionLayout.seat(name));
                store.add(SessionLayout.seat(name + " "));
                names.forEach(agent -> store.add(SessionLayout.seat(key(name, agent))));
            }
            for (String name : names) {
                GroupId group = new GroupId(name);
                List<Bytes> its = store.stream()
                        .filter(seat -> SessionLayout.seatKey(seat).startsWith(name + MailboxId.SEPARATOR))
                        .toList();
                Bytes last = SessionLayout.lastSeat(group);
                assertThat(store.subSet(SessionLayout.firstSeat(group, Optional.empty()), true, last, true))
                        .hasSize(names.size())
                        .containsExactlyElementsOf(its);
                for (int n = 0; n < its.size(); n++) {
                    String seat = SessionLayout.seatKey(its.get(n));
                    AgentId agent = new AgentId(seat.substring(name.length() + 1));
                    assertThat(store.subSet(SessionLayout.firstSeat(group, Optional.of(agent)), true, last, true))
                            .containsExactlyElementsOf(its.subList(n + 1, its.size()));
                }
            }
        });
    }

    private static String key(String group, String agent) {
        return new OfAgent(new GroupId(group), new AgentId(agent)).text();
    }

    @Test
    void whatIsToBeForgottenIsInOrderOfTime() {
        Seeds.each(200, seed -> {
            Values values = new Values(seed);
            var forgettable = new SessionLayout.Forgettable(
                    values.time(), values.agentKey().text());
            Bytes key = SessionLayout.forgettable(forgettable);
            assertThat(SessionLayout.forgettable(key)).isEqualTo(forgettable);
            assertThat(key).isGreaterThanOrEqualTo(SessionLayout.forgettableFrom(forgettable.noted()));
            assertThat(key)
                    .isLessThan(
                            SessionLayout.forgettableFrom(forgettable.noted().plusMillis(1)));
        });
    }

    @Test
    void wakesAreInOrderOfTime() {
        Seeds.each(200, seed -> {
            Values values = new Values(seed);
            Instant earlier = values.time();
            Instant later = earlier.plusMillis(1);
            assertThat(MailboxLayout.wake(earlier, values.mailbox())).isLessThan(MailboxLayout.firstWake(later));
            assertThat(MailboxLayout.wake(later, values.mailbox())).isGreaterThan(MailboxLayout.firstWake(later));
        });
    }
}
