package io.restante.group.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One step of a random history of a group. Each means something whatever came before it, so any of them can be left out. */
sealed interface PresenceStep {
    int AGENTS = 4;
    int GATEWAYS = 3;

    /** The agent connects to the gateway. */
    record Open(int agent, int gateway) implements PresenceStep {}

    /**
     * The agent's socket closes.
     *
     * @param slowly whether its gateway notices only later
     */
    record Close(int agent, boolean slowly) implements PresenceStep {}

    /** What gateways noticed late is written. */
    record Notice() implements PresenceStep {}

    record Drain(int gateway) implements PresenceStep {}

    /** The drain is over: what is left ends, and the gateway is gone. */
    record EndDrain(int gateway) implements PresenceStep {}

    record Kill(int gateway) implements PresenceStep {}

    /** A gateway of that name starts anew, whether or not the one before has ended. */
    record Start(int gateway) implements PresenceStep {}

    record Say() implements PresenceStep {}

    record Pass(int millis) implements PresenceStep {}

    /** Longer than sessions that ended are remembered. */
    record PassLong() implements PresenceStep {}

    /** The record before is processed a second time. */
    record Again() implements PresenceStep {}

    record Commit() implements PresenceStep {}

    /**
     * The process dies; a share of what was written since the last commit survives.
     *
     * @param sessions the share of the sessions' store
     * @param groups the share of the groups' store
     * @param flushing whether it dies while it writes what waited
     */
    record Crash(double sessions, double groups, boolean flushing) implements PresenceStep {}

    /** The steps of this seed. */
    static List<PresenceStep> story(long seed, int length) {
        Random random = new Random(seed);
        List<PresenceStep> steps = new ArrayList<>();
        while (steps.size() < length) {
            steps.add(step(random));
        }
        return steps;
    }

    private static PresenceStep step(Random random) {
        int dice = random.nextInt(100);
        int gateway = random.nextInt(GATEWAYS);
        if (dice < 32) {
            return new Open(random.nextInt(AGENTS), gateway);
        } else if (dice < 46) {
            return new Close(random.nextInt(AGENTS), random.nextBoolean());
        } else if (dice < 50) {
            return new Notice();
        } else if (dice < 52) {
            return new Drain(gateway);
        } else if (dice < 54) {
            return new EndDrain(gateway);
        } else if (dice < 57) {
            return new Kill(gateway);
        } else if (dice < 60) {
            return new Start(gateway);
        } else if (dice < 70) {
            return new Say();
        } else if (dice < 86) {
            return random.nextInt(20) == 0 ? new PassLong() : new Pass(200 + random.nextInt(6_000));
        } else if (dice < 89) {
            return new Again();
        } else if (dice < 94) {
            return new Commit();
        }
        return new Crash(random.nextDouble(), random.nextDouble(), random.nextBoolean());
    }
}
