package io.restante.settlement;

/**
 * How much of settlement's work one step may do, so that no session holds up a partition.
 *
 * @param leaves that one step reads, at most; it deletes a quarter as many
 * @param sessions that one step looks at, at most
 * @param blocks whose hashes are kept; more than the longest session lives
 */
public record WorkRules(int leaves, int sessions, int blocks) {
    public static final WorkRules DEFAULTS = new WorkRules(20_000, 500, 10_000);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public WorkRules {
        Parts.requireAtLeast("leaves", leaves, 1);
        Parts.requireAtLeast("sessions", sessions, 1);
        Parts.requireAtLeast("blocks", blocks, 1);
    }
}
