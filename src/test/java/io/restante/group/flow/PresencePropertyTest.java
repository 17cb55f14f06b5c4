package io.restante.group.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.Seeds;
import io.restante.group.Presence;
import io.restante.group.Presence.Operation;
import io.restante.session.SessionRules;
import io.restante.session.SessionRules.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories of one group's agents over several gateways, with crashes of gateways and of the process, through the real processors. */
class PresencePropertyTest {
    private static final int LENGTH = 80;

    private final PresencePartition partition = new PresencePartition();

    @Test
    void holdsWhateverBecomesOfGatewaysSocketsAndTheProcess() {
        Seeds.each(400, seed -> holds(seed, PresenceStep.story(seed, LENGTH)));
    }

    private void holds(long seed, List<PresenceStep> story) {
        Throwable failure = failure(seed, story);
        if (failure == null) {
            return;
        }
        List<PresenceStep> shortest = shortest(seed, story);
        Throwable reason = Optional.ofNullable(failure(seed, shortest)).orElse(failure);
        throw new AssertionError(
                reason.getMessage() + "\nafter\n"
                        + shortest.stream().map(step -> "  " + step).collect(Collectors.joining("\n")),
                reason);
    }

    private @Nullable Throwable failure(long seed, List<PresenceStep> story) {
        try {
            run(seed, story);
            return null;
        } catch (RuntimeException | AssertionError e) {
            return e;
        }
    }

    /** The story without the steps it fails without. */
    private List<PresenceStep> shortest(long seed, List<PresenceStep> story) {
        List<PresenceStep> steps = new ArrayList<>(story);
        for (int n = steps.size() - 1; n >= 0; n--) {
            List<PresenceStep> without = new ArrayList<>(steps);
            without.remove(n);
            if (failure(seed, without) != null) {
                steps = without;
            }
        }
        return steps;
    }

    private void run(long seed, List<PresenceStep> story) {
        PresenceWorld world = new PresenceWorld(partition, rules(seed), seed % 4 == 0 ? 2_000 : 1 << 20);
        for (PresenceStep step : story) {
            world.take(step);
            PresenceInvariant.ALL.forEach(invariant -> invariant.check(world));
        }
        world.everybodyLeaves();
        PresenceInvariant.ALL.forEach(invariant -> invariant.check(world));
        assertThat(count(world, Operation.LEFT))
                .as("LeftFollowsEntered: each once")
                .isEqualTo(count(world, Operation.ENTERED));
    }

    private static long count(PresenceWorld world, Operation operation) {
        return world.presence.stream()
                .map(Presence::operation)
                .filter(operation::equals)
                .count();
    }

    private static SessionRules rules(long seed) {
        return new SessionRules(
                seed % 5 == 0 ? Policy.OLDEST_WINS : Policy.NEWEST_WINS,
                Duration.ofSeconds(15),
                seed % 2 == 0 ? 1 : 100,
                seed % 3 == 0 ? 2 : 1_000,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10));
    }
}
