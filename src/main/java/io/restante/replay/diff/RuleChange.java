package io.restante.replay.diff;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** How two sets of rules differ: {@code mailbox.ttl: PT720H → PT1H}. */
public final class RuleChange {
    private static final String ENDS_ARE_HEARD =
            "a shadow ends the sessions of a lost gateway when the log has it that the live application did, not sooner and not later";

    private static final Map<String, String> UNSEEN = Map.of(
            "session.gatewayTimeout",
            ENDS_ARE_HEARD,
            "session.sweepLimit",
            ENDS_ARE_HEARD,
            "session.policy",
            "clients did what the live policy made them do: who was replaced did not come again, and closed nothing");

    private final Map<String, String> changes;

    private RuleChange(Map<String, String> changes) {
        this.changes = changes;
    }

    /**
     * What changes from the one to the other.
     *
     * @param live every rule of the live application, by path
     * @param shadow every rule of the shadow
     */
    public static RuleChange between(Map<String, String> live, Map<String, String> shadow) {
        Map<String, String> changes = new java.util.TreeMap<>();
        var paths = new TreeSet<>(live.keySet());
        paths.addAll(shadow.keySet());
        for (String path : paths) {
            String before = live.getOrDefault(path, "not set");
            String after = shadow.getOrDefault(path, "not set");
            if (!before.equals(after)) {
                changes.put(path, path + ": " + before + " → " + after);
            }
        }
        return new RuleChange(changes);
    }

    /** Nobody has said by which rules the two decide. */
    public static RuleChange unknown() {
        return new RuleChange(Map.of());
    }

    public List<String> lines() {
        return new ArrayList<>(changes.values());
    }

    /** What a shadow cannot show of these changes. */
    public List<String> unseen() {
        return changes.keySet().stream()
                .filter(UNSEEN::containsKey)
                .map(path -> path + ": " + UNSEEN.get(path))
                .toList();
    }

    /** The changes that can make such a difference. */
    Optional<String> explaining(Difference.Kind kind) {
        List<String> able = changes.entrySet().stream()
                .filter(change -> kind.rules().stream().anyMatch(change.getKey()::startsWith))
                .map(Map.Entry::getValue)
                .toList();
        return able.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", able));
    }
}
