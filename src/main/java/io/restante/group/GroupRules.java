package io.restante.group;

/**
 * How much of a group one step may look at.
 *
 * @param fanOutStep members that one step of a fan-out looks at, at most
 */
public record GroupRules(int fanOutStep) {
    public static final GroupRules DEFAULTS = new GroupRules(2_500);

    /** @throws IllegalArgumentException naming the rule, its value and what was expected */
    public GroupRules {
        if (fanOutStep < 1) {
            throw new IllegalArgumentException("fanOutStep: expected 1 or more, got " + fanOutStep);
        }
    }
}
