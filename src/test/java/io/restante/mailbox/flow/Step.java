package io.restante.mailbox.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One step of a random history. Each means something whatever came before it, so any of them can be left out. */
sealed interface Step {
    /**
     * A message comes.
     *
     * @param id which of a few ids; -1, the sender gives none
     * @param ttlSeconds -1, the mailbox's rule
     */
    record Add(int id, int size, int ttlSeconds, boolean recipient, boolean push) implements Step {}

    /** @param first one of the messages ever added, counted from the newest; so is the second */
    record Acknowledge(int first, int second) implements Step {}

    record AcknowledgeAll() implements Step {}

    record Purge(boolean dryRun, boolean recipient) implements Step {}

    record PutBack(int message) implements Step {}

    /** @param limit 0, none; so are bytes and lease */
    record Take(int limit, int bytes, boolean recipient, int leaseSeconds) implements Step {}

    record Open() implements Step {}

    /** @param back 0, the session opened last; more, one before it */
    record Close(int back) implements Step {}

    record Pass(int millis) implements Step {}

    /** The record before is processed a second time. */
    record Again() implements Step {}

    record Commit() implements Step {}

    /**
     * The process dies; a share of what was written since the last commit survives, and nothing of what waited to be written.
     *
     * @param sessions the share of the sessions' store
     * @param flushing whether it dies while it writes what waited
     */
    record Crash(double share, double sessions, boolean flushing) implements Step {}

    /** The steps of this seed. */
    static List<Step> story(long seed, int length, boolean crashing) {
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        while (steps.size() < length) {
            steps.add(step(random, crashing));
        }
        return steps;
    }

    private static Step step(Random random, boolean crashing) {
        int dice = random.nextInt(100);
        if (dice < 30) {
            return new Add(
                    random.nextInt(3) == 0 ? random.nextInt(6) : -1,
                    1 + random.nextInt(random.nextInt(10) == 0 ? 120 : 20),
                    random.nextInt(4) == 0 ? random.nextInt(40) : -1,
                    random.nextBoolean(),
                    random.nextInt(3) == 0);
        } else if (dice < 46) {
            return new Acknowledge(random.nextInt(12), random.nextInt(12));
        } else if (dice < 48) {
            return new AcknowledgeAll();
        } else if (dice < 51) {
            return new Purge(random.nextBoolean(), random.nextBoolean());
        } else if (dice < 54) {
            return new PutBack(random.nextInt(12));
        } else if (dice < 61) {
            return new Take(
                    random.nextInt(4),
                    random.nextInt(3) == 0 ? 1 + random.nextInt(30) : 0,
                    random.nextInt(3) == 0,
                    random.nextInt(3) == 0 ? 1 + random.nextInt(15) : 0);
        } else if (dice < 66) {
            return new Open();
        } else if (dice < 69) {
            return new Close(random.nextInt(3));
        } else if (dice < 90) {
            return new Pass(random.nextInt(6) == 0 ? 20_000 : 100 + random.nextInt(3_000));
        } else if (dice < 92) {
            return new Again();
        } else if (dice < 95) {
            return new Commit();
        }
        return !crashing ? new Commit() : new Crash(random.nextDouble(), random.nextDouble(), random.nextBoolean());
    }
}
