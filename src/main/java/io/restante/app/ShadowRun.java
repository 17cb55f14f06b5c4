package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.contract.Topic;
import io.restante.replay.Brokers;
import io.restante.replay.Ends;
import io.restante.replay.ReplayException;
import io.restante.replay.ReplayPlan;
import io.restante.replay.Shadow;
import io.restante.replay.ShadowName;
import io.restante.replay.ShadowNotes;
import io.restante.replay.StartPoint;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** One run of a shadow, from where it stands up to some ends. */
final class ShadowRun {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Settings settings;
    private final ShadowName name;
    private final Admin admin;
    private final Brokers brokers;
    private final String applicationId;

    ShadowRun(Settings settings, ShadowName name, Admin admin) {
        this.settings = settings;
        this.name = name;
        this.admin = admin;
        this.brokers = new Brokers(admin);
        this.applicationId = name.applicationId(settings.streams().applicationId());
    }

    /** Whether it was begun before. */
    boolean begun() {
        return ShadowNotes.read(brokers, applicationId).isPresent();
    }

    /** Makes its topics, notes its rules and where it begins. */
    void begin(StartPoint start) {
        List<Topic<?, ?>> topics =
                Shadow.topics(name, DeliveryApplication.rules(settings), StreamsProperties.of(settings, name));
        new TopicAdmin(admin, settings).ensure(topics);
        // Answered once every partition has a leader: to one that has none yet, a first batch can fail and a second
        // not.
        var unused =
                brokers.latest(brokers.places(topics.stream().map(Topic::name).toList()));
        brokers.commit(applicationId, start.offsets(brokers, places()));
        new ShadowNotes(false, text(settings.rules())).write(brokers, applicationId);
    }

    Set<TopicPartition> places() {
        return brokers.places(ReplayPlan.inputs());
    }

    /** The settings with the rules it was begun by. */
    Settings kept() {
        Map<String, String> rules = rules(note().rules());
        Map<String, String> overrides = new HashMap<>(Settings.decisive(Settings.DEFAULTS));
        overrides.values().removeIf(String::isEmpty);
        overrides.putAll(rules);
        return SettingsReader.read(settings, Optional.empty(), Map.of(), overrides);
    }

    /** @throws ReplayException when it was begun by other rules than these, or promoted */
    void requireSameRules() {
        ShadowNotes note = note();
        if (note.promoted()) {
            throw new ReplayException("The shadow " + name + " was promoted: " + applicationId
                    + " is the live application now. Choose another name.");
        }
        if (!rules(note.rules()).equals(settings.rules())) {
            throw new ReplayException("The shadow " + name + " was begun with other rules ("
                    + shown(rules(note.rules())) + ") than these (" + shown(settings.rules())
                    + "). Give the same ones, or choose another name, or take it away with `restante replay reset "
                    + name
                    + " --execute`.");
        }
    }

    private static String shown(Map<String, String> rules) {
        return rules.isEmpty() ? "the defaults" : text(rules).replace("\n", ", ");
    }

    private ShadowNotes note() {
        return ShadowNotes.read(brokers, applicationId)
                .orElseThrow(() -> new ReplayException(
                        "There is no shadow " + name + " here. Begin one with `restante replay shadow " + name + "`."));
    }

    static String text(Map<String, String> rules) {
        return rules.entrySet().stream()
                .map(rule -> rule.getKey() + "=" + rule.getValue())
                .collect(Collectors.joining("\n"));
    }

    static Map<String, String> rules(String text) {
        Map<String, String> rules = new TreeMap<>();
        text.lines().filter(line -> line.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            rules.put(line.substring(0, at), line.substring(at + 1));
        });
        return rules;
    }

    /**
     * Lets it read on.
     *
     * @param ends up to where; asked again and again while it follows
     * @param follow whether it goes on when it is there
     * @param stopped when somebody wants it to stop
     * @return records it applied
     */
    long run(
            Supplier<Map<TopicPartition, Long>> ends,
            boolean follow,
            long perSecond,
            ReplayProgress progress,
            CountDownLatch stopped)
            throws InterruptedException {
        Map<TopicPartition, Long> from = brokers.committed(applicationId);
        Map<TopicPartition, Long> to = ends.get();
        try (Shadow shadow = new Shadow(
                name,
                DeliveryApplication.rules(settings),
                StreamsProperties.of(settings, name),
                brokers,
                new Ends(to),
                perSecond)) {
            while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.show(shadow.applied(), Shadow.left(from, to));
                boolean done = shadow.done();
                if (done && !follow) {
                    break;
                }
                if (done) {
                    to = ends.get();
                    shadow.raise(to);
                }
            }
            progress.over();
            return shadow.applied();
        }
    }
}
