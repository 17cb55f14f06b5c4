package io.restante.base;

/** How soon a push notification should knock, from the least urgent to the most. */
public enum Urgency {
    VERY_LOW,
    LOW,
    NORMAL,
    HIGH;

    /** The word on topics and wires: kebab case. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
