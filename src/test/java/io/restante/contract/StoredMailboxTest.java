package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MailboxId;
import io.restante.base.Seeds;
import io.restante.contract.MailboxLayout.Kind;
import io.restante.mailbox.HeldMessage;
import io.restante.store.JournaledStore;
import io.restante.store.WriteBehindStore;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** What is read of a mailbox, wherever it lies. */
class StoredMailboxTest {
    private static final MailboxId MAILBOX = new MailboxId("anna");
    private static final int SEQUENCES = 12;

    private final JournaledStore beneath = new JournaledStore("mailbox-entries");
    private final WriteBehindStore store = new WriteBehindStore(beneath, MailboxWriteOrder.INSTANCE, 1 << 20);
    private final StoredMailbox stored = new StoredMailbox(store, MAILBOX);

    @Test
    void messagesAreThoseThatAreHeldWhereverTheyLie() {
        Seeds.each(1_000, seed -> {
            StoredMailboxTest each = new StoredMailboxTest();
            NavigableMap<Long, HeldMessage> held = each.filled(seed);
            Random random = new Random(seed);
            long from = random.nextInt(SEQUENCES);
            long to = random.nextInt(SEQUENCES + 2);
            int limit = random.nextInt(SEQUENCES);
            List<HeldMessage> expected = from > to
                    ? List.of()
                    : held.subMap(from, true, to, true).values().stream()
                            .limit(limit)
                            .toList();
            assertThat(each.stored.messages(from, to, limit, message -> true, message -> false))
                    .as("seed %s", seed)
                    .isEqualTo(expected);
        });
    }

    /** Some of them deleted again; some wait, some were written lately, some are known to the store beneath alone. */
    private NavigableMap<Long, HeldMessage> filled(long seed) {
        Values values = new Values(seed);
        Random random = new Random(seed);
        NavigableMap<Long, HeldMessage> held = new TreeMap<>();
        for (int n = 0; n < 3 * SEQUENCES; n++) {
            long sequence = 1L + random.nextInt(SEQUENCES);
            if (random.nextInt(4) == 0) {
                store.delete(key(sequence));
                held.remove(sequence);
            } else {
                held.put(sequence, put(values, sequence));
            }
            if (random.nextInt(6) == 0) {
                store.flushCache();
            }
            if (random.nextInt(12) == 0) {
                store.readAfresh();
            }
        }
        return held;
    }

    @Test
    void nobodyLooksBeneathWhileEachSequenceIsAtHand() {
        Values values = new Values(1);
        List<HeldMessage> held = List.of(put(values, 1), put(values, 2), put(values, 3));
        store.flushCache();
        beneath.delete(key(2));
        assertThat(stored.messages(1, 3, 3, message -> true, message -> false)).isEqualTo(held);
        store.readAfresh();
        assertThat(stored.messages(1, 3, 3, message -> true, message -> false))
                .as("what the store beneath has")
                .containsExactly(held.getFirst(), held.getLast());
    }

    private HeldMessage put(Values values, long sequence) {
        HeldMessage message = MailboxForms.MESSAGE.read(key(sequence), MailboxForms.MESSAGE.write(values.held()));
        store.put(key(sequence), message, MailboxForms.MESSAGE);
        return message;
    }

    private static Bytes key(long sequence) {
        return MailboxLayout.entry(Kind.MESSAGE, MAILBOX, sequence);
    }
}
