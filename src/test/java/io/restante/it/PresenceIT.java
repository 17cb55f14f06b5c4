package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restante.app.Main;
import io.restante.gateway.Caller;
import io.restante.gateway.MailboxScope;
import io.restante.gateway.access.SigningKey;
import io.restante.gateway.access.TokenRules;
import io.restante.local.demo.AgentClient;
import io.restante.local.demo.LocalChild;
import io.restante.local.demo.RestClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents on real gateways in processes of their own, one of which is killed in the middle. */
@Timeout(240)
class PresenceIT {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceIT.class);
    private static final String GROUP = "6f1c1a52-2a77-4a3c-9b1e-1f0b5f0c7a11";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG_ENOUGH = Duration.ofMillis(700);

    private final Path data;

    PresenceIT(@TempDir Path data) {
        this.data = data;
    }

    @Test
    void nobodyIsMissedAndNobodyStaysForEver() throws IOException {
        try (LocalChild first = LocalChild.start(Main.class, data.resolve("first"));
                LocalChild second = gateway(first, "second");
                LocalChild third = gateway(first, "third");
                AgentClient watcher = connect(first, "watcher");
                RestClient rest = new RestClient(second.addresses().gateway())) {
            replacedElsewhereNobodyNotices(first, second, watcher);
            whoIsThereIsToldByAGatewayWithoutStores(rest, third);
            aKilledGatewaysAgentsLeaveWithItsLastHeartbeat(third, watcher);
            aKilledGatewaysAgentThatComesBackIsNotMissed(first, second, watcher);
        }
    }

    private LocalChild gateway(LocalChild beside, String name) {
        return LocalChild.startGateway(
                Main.class,
                data.resolve(name),
                beside.addresses(),
                "--key",
                data.resolve("first").resolve("key.json").toString(),
                "--set",
                "gateway.id=" + name);
    }

    private String token(String subject) {
        Caller caller = new Caller(
                subject,
                Set.of(GROUP),
                Set.of(GROUP),
                MailboxScope.EVERY_MAILBOX,
                Optional.of(Instant.now().plusSeconds(600)));
        return SigningKey.read(data.resolve("first").resolve("key.json"))
                .token(caller, TokenRules.DEFAULTS, Instant.now());
    }

    private AgentClient connect(LocalChild to, String subject) {
        return new AgentClient(to.addresses().presence(), token(subject), GROUP, "web");
    }

    private void replacedElsewhereNobodyNotices(LocalChild first, LocalChild second, AgentClient watcher) {
        try (AgentClient here = connect(first, "alice")) {
            assertThat(watcher.heard(PATIENCE)).isEqualTo("entered web.alice");
            try (AgentClient elsewhere = connect(second, "alice")) {
                assertThat(elsewhere.epoch()).isGreaterThan(here.epoch());
                assertThat(here.heard(PATIENCE)).isEqualTo("replaced");
                assertThat(here.closed(PATIENCE)).contains(4409);
                assertThat(watcher.heard(LONG_ENOUGH)).isEqualTo("nothing");
                elsewhere.leave();
                assertThat(watcher.heard(PATIENCE)).isEqualTo("left web.alice");
            }
        }
    }

    private void whoIsThereIsToldByAGatewayWithoutStores(RestClient rest, LocalChild third) throws IOException {
        try (AgentClient bob = connect(third, "bob")) {
            JsonNode agents =
                    new ObjectMapper().readTree(rest.get("/api/v1/classrooms/" + GROUP + "/agents?sequence_id=0"));
            assertThat(agents.findValuesAsText("agent_id")).containsExactly("web.watcher", "web.bob");
            assertThat(agents.path(1).path("sequence_id").asLong()).isEqualTo(bob.epoch());
        }
    }

    private void aKilledGatewaysAgentsLeaveWithItsLastHeartbeat(LocalChild third, AgentClient watcher) {
        assertThat(watcher.heard(PATIENCE)).isEqualTo("entered web.bob");
        assertThat(watcher.heard(PATIENCE)).isEqualTo("left web.bob");
        try (AgentClient carol = connect(third, "carol")) {
            assertThat(carol.epoch()).isPositive();
            assertThat(watcher.heard(PATIENCE)).isEqualTo("entered web.carol");
            long killed = System.nanoTime();
            third.kill();
            assertThat(watcher.heard(Duration.ofSeconds(25))).isEqualTo("left web.carol");
            Duration took = Duration.ofNanos(System.nanoTime() - killed);
            LOG.info("From kill -9 of a gateway to the left of its agent: {}", took);
            assertThat(took).isLessThan(Duration.ofSeconds(20));
        }
    }

    private void aKilledGatewaysAgentThatComesBackIsNotMissed(
            LocalChild first, LocalChild second, AgentClient watcher) {
        try (AgentClient before = connect(second, "dave")) {
            assertThat(before.epoch()).isPositive();
            assertThat(watcher.heard(PATIENCE)).isEqualTo("entered web.dave");
            second.kill();
            try (AgentClient after = connect(first, "dave")) {
                assertThat(after.epoch()).isGreaterThan(before.epoch());
                assertThat(watcher.heard(Duration.ofSeconds(18))).isEqualTo("nothing");
            }
            assertThat(watcher.heard(PATIENCE)).isEqualTo("left web.dave");
        }
    }
}
