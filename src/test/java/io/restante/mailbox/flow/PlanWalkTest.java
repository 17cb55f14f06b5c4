package io.restante.mailbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.contract.MailboxLayout;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.MailboxRules;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A mailbox whose plan the index of wakes has lost is looked at all the same. */
class PlanWalkTest {
    private static final Duration LONG_AGO = Duration.ofMinutes(5);

    private final World world =
            new World(new Contexts(), MailboxRules.DEFAULTS, DeliveryRules.DEFAULTS, Long.MAX_VALUE);

    @Test
    void whatWaitsIsHandedOutThoughItsPlanWasLost() {
        world.take(new Step.Add(-1, 5, -1, false, false));
        world.take(new Step.Open());
        assertThat(world.head().window().orElseThrow().inflight()).isZero();
        world.takeOverWithoutPlans();
        assertThat(wakes()).isZero();
        world.pass(LONG_AGO);
        assertThat(world.head().window().orElseThrow().inflight()).isOne();
        assertThat(wakes()).isOne();
    }

    @Test
    void aPlanThatIsThereStaysAsItIs() {
        world.take(new Step.Add(-1, 5, -1, false, false));
        world.commit();
        var before = world.head();
        world.pass(Duration.ofMillis(1));
        assertThat(world.head()).isEqualTo(before);
        assertThat(wakes()).isOne();
    }

    private int wakes() {
        return world.keys(
                        MailboxLayout.firstWake(Instant.EPOCH),
                        MailboxLayout.firstWake(Instant.ofEpochMilli(Long.MAX_VALUE)))
                .size();
    }
}
