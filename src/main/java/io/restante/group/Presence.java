package io.restante.group;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import java.util.Locale;

/**
 * An agent entered its group, or left it: the value of a record of {@code group.presence}. Of one agent they alternate.
 *
 * @param epoch of the session it entered with, or of the last one it had; of the same agent, each entry has a greater one than the leave before
 */
public record Presence(Operation operation, AgentId agent, Epoch epoch) {
    /** Which of the two. */
    public enum Operation {
        ENTERED,
        LEFT;

        /** The word on topics and wires. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What it is called among the events of its group. */
    public EventId id() {
        return new EventId("agent", operation.word(), epoch.value());
    }
}
