package io.restante.session.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.SessionId;
import io.restante.contract.Progress;
import io.restante.contract.Store;
import io.restante.contract.Topics;
import io.restante.contract.Witness;
import io.restante.session.EndReason;
import io.restante.session.SessionDecider;
import io.restante.session.SessionEvent.SessionGranted;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import io.restante.store.JournaledStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Records of agents that some writer has put on another partition than their group's. */
@NullUnmarked
class SessionProcessorTest {
    private static final int PARTITIONS = 4;
    private static final int HERE = 2;
    private static final GatewayId GATEWAY = new GatewayId("g");

    private final MockProcessorContext<Object, Object> context = context();
    private final SessionProcessor processor = new SessionProcessor(
            new SessionDecider(SessionRules.DEFAULTS),
            new CaughtUp(),
            Witness.NOBODY,
            PARTITIONS,
            "grants",
            "misplaced");

    SessionProcessorTest() {
        context.addStateStore(new JournaledStore(Store.SESSION_ENTRIES.name()));
        processor.init(context);
        process(null, new Heartbeat(GATEWAY, "run"));
    }

    private static MockProcessorContext<Object, Object> context() {
        Properties properties = new Properties();
        properties.put("application.id", "misplaced");
        properties.put("bootstrap.servers", "unused:1");
        return new MockProcessorContext<>(
                properties, new TaskId(0, HERE), Path.of("target", "worlds").toFile());
    }

    @Test
    void areWrittenToTheirGroupsPartitionAndChangeNothingHere() {
        OfAgent elsewhere = agentOn((HERE + 1) % PARTITIONS);
        for (SessionSignal signal :
                List.of(opened(elsewhere), new Closed(new Epoch(3), EndReason.CLOSED, Optional.empty()))) {
            assertThat(process(elsewhere.text(), signal)).singleElement().satisfies(forward -> {
                assertThat(forward.childName()).contains("misplaced");
                assertThat(forward.record().key()).isEqualTo(elsewhere.text());
                assertThat(forward.record().value()).isEqualTo(signal);
            });
        }
    }

    @Test
    void areGrantedWhereTheyBelong() {
        OfAgent here = agentOn(HERE);
        assertThat(process(here.text(), opened(here))).singleElement().satisfies(forward -> {
            assertThat(forward.childName()).contains("grants");
            assertThat(forward.record().key()).isEqualTo(here);
            assertThat(forward.record().value()).isInstanceOf(SessionGranted.class);
        });
    }

    private static OfAgent agentOn(int partition) {
        return IntStream.range(0, 1_000)
                .mapToObj(n -> new OfAgent(new GroupId("room-" + n), new AgentId("alice")))
                .filter(each -> Topics.SESSION_EVENTS.partition(each.text(), PARTITIONS) == partition)
                .findFirst()
                .orElseThrow();
    }

    private static Opened opened(OfAgent agent) {
        return new Opened(new SessionId("s"), GATEWAY, "run", "c", Optional.of(agent), Optional.empty());
    }

    private List<CapturedForward<?, ?>> process(String key, SessionSignal signal) {
        context.setRecordMetadata(Topics.SESSION_EVENTS.name(), HERE, 7);
        processor.process(new Record<>(key, signal, 0L));
        List<CapturedForward<?, ?>> forwarded = List.copyOf(context.forwarded());
        context.resetForwards();
        return forwarded;
    }

    private static final class CaughtUp implements Progress {
        @Override
        public void started(int partition) {}

        @Override
        public void applied(String topic, int partition, long offset) {}

        @Override
        public boolean reached(String topic, int partition, long offset) {
            return true;
        }

        @Override
        public boolean caughtUp(int partition) {
            return true;
        }

        @Override
        public boolean waitedFor(int partition) {
            return true;
        }

        @Override
        public void stopped(int partition) {}
    }
}
