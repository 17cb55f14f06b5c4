package io.restante.app;

import io.restante.app.settings.Settings;
import io.restante.replay.Brokers;
import io.restante.replay.LogReading;
import io.restante.replay.Promotion;
import io.restante.replay.ShadowName;
import io.restante.replay.diff.Handover;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restante replay promote}. */
@Command(
        name = "promote",
        mixinStandardHelpOptions = true,
        description =
                "Lets a shadow read on to where the stopped live application stands, so that the application goes on with its stores. Says what would be done; --execute does it.")
final class ReplayPromoteCommand implements Callable<Integer> {
    @Mixin
    private ShadowOptions shadow = new ShadowOptions();

    @Option(names = "--execute", description = "Do it. Without, nothing is changed.")
    private boolean execute;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = shadow.cluster.settings();
        ShadowName name = shadow.name();
        String live = settings.streams().applicationId();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = KafkaClients.admin(settings)) {
            Brokers brokers = new Brokers(admin);
            Promotion promotion = Promotion.of(brokers, name, live);
            Settings kept = new ShadowRun(settings, name, admin).kept();
            if (!execute) {
                out.println("The shadow " + name + " would read " + promotion.left() + " records, up to where " + live
                        + " stopped, and take its place. Nothing was changed; with --execute it is done.");
                out.flush();
                return 0;
            }
            ReplayProgress progress =
                    new ReplayProgress(spec.commandLine().getErr(), CommandLine.Help.Ansi.AUTO.enabled());
            long applied =
                    new ShadowRun(kept, name, admin).run(promotion::seam, false, 0, progress, new CountDownLatch(1));
            long told = new Handover(
                            brokers,
                            new LogReading(KafkaClients.properties(settings)),
                            KafkaClients.properties(settings),
                            settings.data().resolve("replay"))
                    .run(name);
            promotion.seal(live);
            out.println("The shadow " + name + " read " + applied + " records and stands where " + live
                    + " stopped. Start every process of the installation with these settings from now on:");
            out.println("  streams.applicationId=" + name.applicationId(live));
            Map<String, String> rules = kept.rules();
            rules.forEach((path, value) -> out.println("  " + path + "=" + value));
            out.println(
                    told + " ends and refusals that stood in the shadow's topics alone were written to the live ones.");
            out.println("Do not start " + live + " again. Its changelogs (" + live
                    + "-*-changelog) may be deleted when the new one runs well.");
            out.flush();
        }
        return 0;
    }
}
