package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.app.ReplayCommands.Ran;
import io.restante.app.settings.Settings;
import io.restante.app.settings.SettingsReader;
import io.restante.contract.Topics;
import io.restante.local.LocalBroker;
import io.restante.mailbox.LedgerEntry.Step;
import io.restante.replay.Brokers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A change of a rule on a real broker, from the plan to the promotion, while messages keep coming: what the same rules give is the same, what others give is told and explained,
 * and at the seam nothing is lost and nothing is done twice.
 */
@Tag("slow")
@Timeout(600)
class ReplayIT {
    private static final String LIVE = "restante";
    private static final String PROMOTED = "restante-shadow-ttl";
    private static final Pattern APPLIED = Pattern.compile("(\\d+) records applied");
    private static final Pattern RATE = Pattern.compile("(\\d+) records/s");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final LocalBroker broker;
    private final ReplayCommands commands;
    private final Admin admin;

    ReplayIT(@TempDir Path folder) {
        this.folder = folder;
        this.broker = LocalBroker.start(folder, 0);
        this.admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        this.commands = new ReplayCommands(broker.bootstrapServers(), folder);
    }

    private RoleProcess application(Map<String, String> settings) {
        Settings read = SettingsReader.read(Optional.empty(), Map.of(), commands.settings(settings));
        RoleProcess process = new RoleProcess(read, Set.of(Role.STREAMS));
        process.awaitReady();
        return process;
    }

    @Test
    void aRuleIsTriedComparedAndPromotedWhileMessagesFlow() throws Exception {
        try (broker;
                admin) {
            RoleProcess live = application(Map.of());
            try (Traffic traffic = new Traffic(broker.bootstrapServers());
                    Ledger ledger = new Ledger(broker.bootstrapServers())) {
                traffic.start();
                await().atMost(PATIENCE).until(() -> traffic.sent() > 60);
                Instant early = Instant.now();
                await().atMost(PATIENCE).until(() -> traffic.sent() > 120);
                plans();
                aShadowStopsWhereItIsToldAndGoesOn(early);
                theSameRulesGiveTheSame();
                aShadowIsTakenAway();
                exports(early);
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
                Ran reset = commands.replay("reset", "ttl", "--execute");
                assertThat(reset.exitCode()).isEqualTo(1);
                assertThat(reset.err()).contains("was promoted");
            }
        }
    }

    private void plans() throws Exception {
        Ran plan = commands.replay("plan");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("mailbox.messages")
                .contains("Compacted: push.targets")
                .contains("Retention has taken nothing of it.");
        admin.deleteRecords(Map.of(new TopicPartition("clock.ticks", 0), RecordsToDelete.beforeOffset(3)))
                .all()
                .get();
        assertThat(commands.replay("plan").out())
                .contains("Gone: clock.ticks-0: the first 3 records are gone; the oldest that is left is of 20")
                .contains("A replay of this begins without what is gone");
    }

    private void aShadowStopsWhereItIsToldAndGoesOn(Instant early) {
        Ran first = commands.replay("shadow", "same", "--until", early.toString(), "--rate", "200");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(applied(first)).isPositive();
        assertThat(number(first, RATE)).as("no faster than it was told").isLessThanOrEqualTo(200);
        Ran there = commands.replay("shadow", "same", "--until", early.toString());
        assertThat(applied(there)).as("it stands there already").isZero();
        assertThat(commands.replay("shadow", "same", "--from", "beginning").err())
                .contains("was begun before and goes on where it stopped");
        assertThat(commands.replay("shadow", "same", "--set", "mailbox.ttl=PT9S")
                        .err())
                .contains("was begun with other rules (the defaults) than these (mailbox.ttl=PT9S)");
        Ran rest = commands.replay("shadow", "same");
        assertThat(rest.exitCode()).as(rest.err()).isZero();
        assertThat(applied(rest)).isPositive();
    }

    private static long applied(Ran shadow) {
        return number(shadow, APPLIED);
    }

    private static long number(Ran ran, Pattern pattern) {
        Matcher found = pattern.matcher(ran.out());
        assertThat(found.find()).as(ran.all()).isTrue();
        return Long.parseLong(found.group(1));
    }

    private void theSameRulesGiveTheSame() {
        Ran diff = commands.replay("diff", "same", "--wait", "PT2M");
        assertThat(diff.exitCode()).as(diff.all()).isZero();
        assertThat(diff.out()).contains("The same");
    }

    private void aShadowIsTakenAway() {
        Path stores = folder.resolve("streams").resolve("restante-shadow-same");
        Ran dry = commands.replay("reset", "same");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("topic      shadow.same.mailbox.ledger").contains("Nothing was changed");
        assertThat(stores).isDirectory();
        Ran reset = commands.replay("reset", "same", "--execute");
        assertThat(reset.exitCode()).as(reset.err()).isZero();
        assertThat(stores).doesNotExist();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(new Brokers(admin).topics())
                .noneMatch(topic -> topic.startsWith("shadow.same.") || topic.startsWith("restante-shadow-same-")));
        assertThat(commands.replay("diff", "same").err()).contains("There is no shadow same");
    }

    /** Of a stretch of time, what the ledger has of it. */
    private void exports(Instant early) throws Exception {
        Ran before = commands.replay("export", "ledger", "--to", early.toString());
        Ran after = commands.replay("export", "ledger", "--from", early.toString(), "--format", "csv");
        assertThat(before.exitCode()).as(before.err()).isZero();
        assertThat(after.exitCode()).as(after.err()).isZero();
        List<String> rows = before.out().lines().toList();
        for (String row : rows) {
            assertThat(Instant.parse(new ObjectMapper().readTree(row).path("at").asText()))
                    .isBefore(early);
        }
        assertThat(rows).anyMatch(row -> row.contains("\"id\":\"n0\"") && row.contains("\"event\":\"stored\""));
        assertThat(after.out()).startsWith("mailbox,id,sequence,event,at,epoch,attempt,partition,offset\n");
        assertThat(after.out()).doesNotContain(",n0,").contains(",stored,").contains(",acknowledged,");
    }

    private void anotherTtlIsToldAndExplained() throws Exception {
        Ran shadow = commands.replay("shadow", "ttl", "--set", "mailbox.ttl=PT5S");
        assertThat(shadow.exitCode()).as(shadow.err()).isZero();
        Path one = Files.writeString(folder.resolve("live.yaml"), "mailbox:\n  ttl: PT720H\n");
        Path other = Files.writeString(folder.resolve("shadow.yaml"), "mailbox:\n  ttl: PT5S\n");
        Ran diff = commands.replay(
                "diff", "ttl", "--json", "--wait", "PT2M", "--against-rules", one.toString(), other.toString());
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
        Ran dry = commands.replay("promote", "ttl");
        assertThat(dry.exitCode()).as(dry.err()).isZero();
        assertThat(dry.out()).contains("Nothing was changed");
        Ran promotion = commands.replay("promote", "ttl", "--execute");
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
