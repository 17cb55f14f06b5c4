package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.replay.Brokers;
import io.restante.replay.ShadowName;
import io.restante.replay.StartPoint;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code restante replay shadow}. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        description =
                "Runs a shadow: the delivery topology once more, with stores and topics of its own. Begun once, it goes on where it stopped. Settlement is not shadowed, and a changed session.gatewayTimeout is not shown: see topology-docs/reprocessing.md.")
final class ReplayShadowCommand implements Callable<Integer> {
    private static final String NOW = "now";
    private static final String LIVE = "live";
    private static final long CLOSE_SECONDS = 150;

    @Mixin
    private ShadowOptions shadow = new ShadowOptions();

    @Option(
            names = "--from",
            paramLabel = "POINT",
            description = "Where a new one begins: beginning (default), a time, or an offset.")
    private @Nullable String from;

    @Option(
            names = "--until",
            paramLabel = "POINT",
            description = "Where it stops: now (default), live (how far the live application has come), or a time.")
    private String until = NOW;

    @Option(names = "--follow", description = "When it is there, go on with what has come since, until it is stopped.")
    private boolean follow;

    @Option(names = "--rate", paramLabel = "N", description = "Records a second at most (default: no limit).")
    private long rate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 0) {
            throw new ParameterException(spec.commandLine(), "--rate: expected 1 or more, got " + rate);
        }
        StartPoint start = ReplayPlanCommand.start(spec, from == null ? "beginning" : from);
        ShadowName name = shadow.name();
        Settings settings = shadow.cluster.settings();
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stopped = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> stop(stopped, closed), "stop-shadow");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Admin admin = KafkaClients.admin(settings)) {
            ShadowRun run = new ShadowRun(settings, name, admin);
            Supplier<Map<TopicPartition, Long>> ends = ends(new Brokers(admin), run.places(), settings);
            if (!run.begun()) {
                run.begin(start);
            } else if (from != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--from: the shadow " + name
                                + " was begun before and goes on where it stopped. Leave --from out, or reset it first.");
            }
            run.requireSameRules();
            ReplayProgress progress =
                    new ReplayProgress(spec.commandLine().getErr(), CommandLine.Help.Ansi.AUTO.enabled());
            long applied = run.run(ends, follow, rate, progress, stopped);
            out.println("Shadow " + name + ": " + applied + " records applied, "
                    + Math.round(progress.perSecond(applied)) + " records/s. Its outputs: " + name.prefix() + "*");
            out.flush();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private static void stop(CountDownLatch stopped, CountDownLatch closed) {
        stopped.countDown();
        try {
            var unused = closed.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Supplier<Map<TopicPartition, Long>> ends(Brokers brokers, Set<TopicPartition> places, Settings settings) {
        return switch (until) {
            case NOW -> () -> brokers.latest(places);
            case LIVE -> () -> live(brokers, places, settings.streams().applicationId());
            default -> {
                Instant time = time(until);
                yield () -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    brokers.at(places, time).forEach((place, found) -> ends.put(place, found.offset()));
                    return ends;
                };
            }
        };
    }

    /** How far the live application has come; where it never was, it would begin with the oldest record. */
    private static Map<TopicPartition, Long> live(Brokers brokers, Set<TopicPartition> places, String applicationId) {
        Map<TopicPartition, Long> ends = new HashMap<>(brokers.earliest(places));
        brokers.committed(applicationId).forEach((place, offset) -> ends.merge(place, offset, Math::max));
        ends.keySet().retainAll(places);
        return ends;
    }

    private Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--until: expected now, live, or a time such as 2026-11-20T12:00:00Z, got \"" + text + "\"",
                    e);
        }
    }
}
