package io.restante.mailbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MessageId;
import io.restante.base.Seeds;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxCommand.AcknowledgeMessages;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.MailboxRules.Overflow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random histories of one mailbox, with records processed twice and crashes, through the real processors and the real layout. */
class MailboxPropertyTest {
    private static final int LENGTH = 80;

    private final Contexts contexts = new Contexts();

    @Test
    void holdsThroughCrashesThatTearSteps() {
        Seeds.each(1_000, seed -> Shrinking.holds(Step.story(seed, LENGTH, !small(seed)), story -> run(seed, story)));
    }

    private void run(long seed, List<Step> story) {
        World world = new World(contexts, rules(seed), delivery(seed), seed % 4 == 0 ? 3_000 : 1 << 20);
        for (Step step : story) {
            world.take(step);
            Invariant.ALL.forEach(invariant -> invariant.check(world));
        }
        aReliableSessionGetsEverything(world);
    }

    /**
     * Whether a mailbox has room decides over messages, and a replay of torn steps may find more room than there was. So a mailbox is either small, or its process
     * crashes.
     */
    private static boolean small(long seed) {
        return seed % 2 == 1;
    }

    private static MailboxRules rules(long seed) {
        return new MailboxRules(
                Duration.ofSeconds(seed % 3 == 0 ? 0 : 60),
                small(seed) ? 12 : 1_000,
                small(seed) ? 250 : 1 << 20,
                seed % 4 == 1 ? Overflow.REJECT : Overflow.EVICT_OLDEST,
                Duration.ofSeconds(30),
                5,
                100);
    }

    private static DeliveryRules delivery(long seed) {
        return new DeliveryRules(
                Duration.ofSeconds(seed % 5 == 0 ? 0 : 2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                3,
                seed % 3 == 0 ? 20 : 1 << 20,
                seed % 7 == 0 ? 0 : 4);
    }

    private static void aReliableSessionGetsEverything(World world) {
        world.take(new Step.Open());
        for (int round = 0; round < 200 && !world.held().isEmpty(); round++) {
            world.pass(Duration.ofMillis(500));
            List<MessageId> out = world.held().stream()
                    .filter(each -> each.handOut()
                            .filter(handOut -> world.head()
                                    .window()
                                    .filter(window -> handOut.to(window.epoch()))
                                    .isPresent())
                            .isPresent())
                    .map(HeldMessage::id)
                    .toList();
            if (!out.isEmpty()) {
                world.ask(new AcknowledgeMessages(out));
            }
            Invariant.ALL.forEach(invariant -> invariant.check(world));
        }
        assertThat(world.held())
                .as("NothingLost: a reliable session gets everything")
                .isEmpty();
        world.pass(Duration.ofMinutes(1));
        world.pass(Duration.ofMinutes(1));
        assertThat(world.head().wakeAt()).as("an empty mailbox is left alone").isEmpty();
    }
}
