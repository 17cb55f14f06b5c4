package io.restante.mailbox.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.MessageId;
import io.restante.base.Seeds;
import io.restante.delivery.DeliveryRules;
import io.restante.mailbox.HeldMessage;
import io.restante.mailbox.MailboxRules;
import io.restante.mailbox.MailboxRules.Overflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A mailbox whose process crashes, tearing what it wrote, beside one that is given the same log once and never crashes. When and to whom messages were handed out differs, as a restart is not on
 * the log; what is held does not.
 */
class MailboxReplayPropertyTest {
    private static final int LENGTH = 80;

    private static final MailboxRules RULES =
            new MailboxRules(Duration.ZERO, 1_000, 1 << 20, Overflow.REJECT, Duration.ofSeconds(30), 5, 100);

    /** No limit of attempts: how many there were is a matter of restarts too. */
    private static final DeliveryRules DELIVERY =
            new DeliveryRules(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(8), 3, 1 << 20, 0);

    private final Contexts contexts = new Contexts();
    private final Contexts others = new Contexts();

    @Test
    void afterEveryStepTheSameIsHeldThoughTheLiveRunCrashes() {
        Seeds.each(500, seed -> Shrinking.holds(Step.story(seed, LENGTH, true), story -> run(seed, story)));
    }

    /** The client acknowledged twice; then, long after, the id came again; then the process died while it wrote. */
    @Test
    void anAcknowledgementAppliedOnceMoreLeavesAMessageThatCameWithItsIdSince() {
        for (int tenth = 0; tenth <= 10; tenth++) {
            run(
                    1,
                    List.of(
                            new Step.Add(1, 1, -1, true, false),
                            new Step.Acknowledge(0, 0),
                            new Step.Pass(20_000),
                            new Step.Pass(20_000),
                            new Step.Commit(),
                            new Step.Acknowledge(0, 0),
                            new Step.Add(1, 1, -1, true, false),
                            new Step.Crash(tenth / 10.0, 1, true)));
        }
    }

    private void run(long seed, List<Step> story) {
        World live = new World(contexts, RULES, DELIVERY, seed % 4 == 0 ? 3_000 : 1 << 20);
        World replay = new World(others, RULES, DELIVERY, 1 << 20);
        int read = live.log.size();
        for (Step step : story) {
            live.take(forGood(step));
            for (World.Input input : live.log.subList(read, live.log.size())) {
                replay.process(input);
            }
            read = live.log.size();
            assertThat(held(live)).as("after " + step).isEqualTo(held(replay));
            assertThat(live.head().count()).isEqualTo(replay.head().count());
            assertThat(live.head().bytes()).isEqualTo(replay.head().bytes());
        }
    }

    /** A message never expires: whether its acknowledgement came before its deadline was noticed is a matter of restarts. */
    private static Step forGood(Step step) {
        return step instanceof Step.Add add
                ? new Step.Add(add.id(), add.size(), -1, add.recipient(), add.push())
                : step;
    }

    private static Map<Long, List<String>> held(World world) {
        Map<Long, List<String>> held = new TreeMap<>();
        for (HeldMessage message : world.held()) {
            MessageId id = message.id();
            List<String> known =
                    new ArrayList<>(List.of(id.value(), message.receivedAt().toString()));
            known.add(message.payload().text());
            held.put(message.sequence(), known);
        }
        return held;
    }
}
