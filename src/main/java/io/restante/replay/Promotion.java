package io.restante.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The seam at which the live application goes on with a shadow's stores: the offsets the live one stopped at. What lies before them the live application has answered, what lies
 * behind them nobody has. So the shadow reads up to exactly there, in silence, and an application with the shadow's id and the names clients know begins exactly there.
 */
public final class Promotion {
    private final Brokers brokers;
    private final ShadowName name;
    private final String shadow;
    private final Map<TopicPartition, Long> seam;

    private Promotion(Brokers brokers, ShadowName name, String shadow, Map<TopicPartition, Long> seam) {
        this.brokers = brokers;
        this.name = name;
        this.shadow = shadow;
        this.seam = Map.copyOf(seam);
    }

    /**
     * Finds the seam.
     *
     * @param live the live application's id
     * @throws ReplayException when one of the two is at work, when there is no such shadow, or when it has read beyond where the live application stopped
     */
    public static Promotion of(Brokers brokers, ShadowName name, String live) {
        String shadow = name.applicationId(live);
        ShadowNotes note = ShadowNotes.read(brokers, shadow)
                .orElseThrow(() -> new ReplayException(
                        "There is no shadow " + name + " here. Begin one with `restante replay shadow " + name + "`."));
        if (note.promoted()) {
            throw new ReplayException("The shadow " + name
                    + " was promoted before: start the application with streams.applicationId=" + shadow + ".");
        }
        ShadowReset.requireIdle(brokers, name, shadow);
        requireStopped(brokers, live);
        Set<TopicPartition> places = brokers.places(ReplayPlan.inputs());
        Map<TopicPartition, Long> seam = new HashMap<>(brokers.earliest(places));
        Map<TopicPartition, Long> stopped = brokers.committed(live);
        if (stopped.isEmpty()) {
            throw new ReplayException(
                    "The application " + live + " has never run here: there is nothing to take over from.");
        }
        stopped.forEach(
                (place, offset) -> seam.computeIfPresent(place, (each, earliest) -> Math.max(earliest, offset)));
        Set<TopicPartition> beyond = Brokers.beyond(brokers.committed(shadow), seam);
        if (!beyond.isEmpty()) {
            throw new ReplayException(
                    "The shadow " + name + " has read further than the live application on " + beyond
                            + ": what lies between would be answered by nobody. Start the live application, let it pass that point, stop it, and promote again.");
        }
        return new Promotion(brokers, name, shadow, seam);
    }

    private static void requireStopped(Brokers brokers, String live) {
        int members = brokers.members(live);
        if (members > 0) {
            throw new ReplayException("The live application " + live + " is at work (" + members
                    + " members). Stop its streams role everywhere first; messages wait on the log meanwhile.");
        }
    }

    /** The first offset of each input's partition that the live application has not answered. */
    public Map<TopicPartition, Long> seam() {
        return seam;
    }

    /** Records the shadow has still to read. */
    public long left() {
        return Shadow.left(brokers.committed(shadow), seam);
    }

    /**
     * From now on the shadow is the live application.
     *
     * @throws ReplayException when it does not stand at the seam, or the live application came back meanwhile
     */
    public void seal(String live) {
        ShadowReset.requireIdle(brokers, name, shadow);
        requireStopped(brokers, live);
        Map<TopicPartition, Long> now = new TreeMap<>(
                java.util.Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
        now.putAll(brokers.committed(shadow));
        now.keySet().retainAll(seam.keySet());
        if (!now.equals(seam)) {
            throw new ReplayException("The shadow stands at " + now + ", not at the seam " + seam + ". Promote again.");
        }
        Map<TopicPartition, Long> stopped = brokers.committed(live);
        if (!Brokers.beyond(stopped, seam).isEmpty()) {
            throw new ReplayException("The live application has gone on meanwhile. Stop it and promote again.");
        }
        ShadowNotes note = ShadowNotes.read(brokers, shadow).orElseThrow();
        new ShadowNotes(true, note.rules()).write(brokers, shadow);
    }
}
