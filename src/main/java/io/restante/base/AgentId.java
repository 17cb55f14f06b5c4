package io.restante.base;

/** Names an agent, a person's device or browser tab, in every group it enters. */
public record AgentId(String value) {
    public static final int MAX_BYTES = 512;

    /** @throws IllegalArgumentException with a sentence for the client when the value is no agent id */
    public AgentId {
        Texts.requireKey("agent", value, MAX_BYTES);
    }

    @Override
    public String toString() {
        return value;
    }
}
