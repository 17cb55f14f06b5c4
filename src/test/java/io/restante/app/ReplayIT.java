package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.contract.Topics;
import io.restante.local.LocalBroker;
import io.restante.mailbox.LedgerEntry.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of a rule on a real broker, from the plan to the promotion, while messages keep coming: what the same rules give is the same, what others give is told and explained,
 * and at the seam nothing is lost and nothing is done twice.
 */
@Timeout(600)
class ReplayIT {
    private static final String LIVE = "restante";
    private static final String PROMOTED = "restante-shadow-ttl";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final LocalBroker broker;

    ReplayIT(@TempDir Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder, 0);
    }

    /** What a command line did. */
    private record Ran(int exitCode, String out, String err) {}

    private Ran restante(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "data=" + folder,
                "--set",
                "topics.partitions=2"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }

    private RoleProcess application(Map<String, String> settings) {
        Map<String, String> given = new HashMap<>(settings);
        given.put("bootstrapServers", broker.bootstrapServers());
        given.put("data", folder.toString());
        given.put("topics.partitions", "2");
        given.put("gateway.port", "0");
        given.put("ops.port", "0");
        Settings read = SettingsReader.read(Optional.empty(), Map.of(), given);
        RoleProcess process = new RoleProcess(read, Set.of(Role.STREAMS));
        process.awaitReady();
        return process;
    }

    @Test
    void aRuleIsTriedComparedAndPromotedWhileMessagesFlow() throws Exception {
        try (broker) {
            RoleProcess live = application(Map.of());
            try (Traffic traffic = new Traffic(broker.bootstrapServers());
                    Ledger ledger = new Ledger(broker.bootstrapServers())) {
                traffic.start();
                await().atMost(PATIENCE).until(() -> traffic.sent() > 100);
                plans();
                theSameRulesGiveTheSame();
                anotherTtlIsToldAndExplained();
                live.close();
                promotes();
                long before = traffic.sent();
                try (RoleProcess next = application(Map.of("streams.applicationId", PROMOTED, "mailbox.ttl", "PT5S"))) {
                    await().atMost(PATIENCE).until(() -> traffic.sent() > before + 50);
                    assertThat(next.opsPort()).isPositive();
                    traffic.stop();
                    await().atMost(PATIENCE).untilAsserted(() -> bothEnds(traffic, ledger));
                }
                Ran reset = restante("replay", "reset", "ttl", "--execute");
                assertThat(reset.exitCode()).isEqualTo(1);
                assertThat(reset.err()).contains("was promoted");
            }
        }
    }

    private void plans() {
        Ran plan = restante("replay", "plan");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out()).contains("mailbox.messages").contains("Retention has taken nothing of it.");
    }

    private void theSameRulesGiveTheSame() {
        Ran shadow = restante("replay", "shadow", "same");
        assertThat(shadow.exitCode()).as(shadow.err()).isZero();
        Ran diff = restante("replay", "diff", "same", "--wait", "PT2M");
        assertThat(diff.exitCode()).as(diff.out() + diff.err()).isZero();
        assertThat(diff.out()).contains("The same");
        Ran reset = restante("replay", "reset", "same", "--execute");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        assertThat(restante("replay", "diff", "same").err()).contains("There is no shadow same");
    }

    private void anotherTtlIsToldAndExplained() throws Exception {
        Ran shadow = restante("replay", "shadow", "ttl", "--set", "mailbox.ttl=PT5S");
        assertThat(shadow.exitCode()).as(shadow.err()).isZero();
        Path one = Files.writeString(folder.resolve("live.yaml"), "mailbox:\n  ttl: PT720H\n");
        Path other = Files.writeString(folder.resolve("shadow.yaml"), "mailbox:\n  ttl: PT5S\n");
        Ran diff = restante(
                "replay",
                "diff",
                "ttl",
                "--json",
                "--wait",
                "PT2M",
                "--against-rules",
                one.toString(),
                other.toString());
        assertThat(diff.exitCode()).as(diff.err()).isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(diff.out());
        assertThat(report.path("different").asBoolean()).isTrue();
        assertThat(report.path("unexplained").asLong()).as(diff.out()).isZero();
        assertThat(report.path("rules").get(0).asText())
                .startsWith("mailbox.ttl: P30D")
                .endsWith("PT5S");
        assertThat(report.path("counts")).anySatisfy(count -> {
            assertThat(count.path("kind").asText()).isEqualTo("held");
            assertThat(count.path("number").asLong()).isPositive();
        });
    }

    private void promotes() {
        Ran dry = restante("replay", "promote", "ttl");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Nothing was changed");
        Ran promotion = restante("replay", "promote", "ttl", "--execute");
        assertThat(promotion.exitCode()).as(promotion.err()).isZero();
        assertThat(promotion.out())
                .contains("streams.applicationId=" + PROMOTED)
                .contains("mailbox.ttl=PT5S")
                .contains("Do not start " + LIVE + " again.");
    }

    /** Each message that was sent is stored once and ends once, acknowledged or expired: before the seam, after it, and across it. */
    private static void bothEnds(Traffic traffic, Ledger ledger) {
        Map<Step, List<String>> lines = ledger.read();
        assertThat(lines.getOrDefault(Step.STORED, List.of()))
                .hasSize((int) traffic.sent())
                .doesNotHaveDuplicates();
        List<String> ends = new ArrayList<>(lines.getOrDefault(Step.ACKNOWLEDGED, List.of()));
        ends.addAll(lines.getOrDefault(Step.EXPIRED, List.of()));
        assertThat(ends).doesNotHaveDuplicates();
        assertThat(Set.copyOf(ends)).isEqualTo(Set.copyOf(lines.getOrDefault(Step.STORED, List.of())));
        assertThat(lines.keySet().stream().map(Step::word).collect(Collectors.toSet()))
                .as(Topics.MAILBOX_LEDGER.name())
                .containsExactlyInAnyOrder("stored", "acknowledged", "expired");
    }
}
