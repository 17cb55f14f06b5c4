package io.restante.group.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.contract.LiveRecord.FannedOut;
import io.restante.group.EventId;
import io.restante.group.Presence;
import io.restante.group.Presence.Operation;
import io.restante.group.flow.PresenceGateway.Socket;
import io.restante.session.EndedSession;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is true of a group after every step. */
interface PresenceInvariant {
    Pattern AGENT = Pattern.compile(".*\"agent_id\":\"([^\"]*)\".*");

    void check(PresenceWorld world);

    List<PresenceInvariant> ALL = List.of(
            new OneCurrentSession(),
            new EnteredAndLeftAlternate(),
            new ReplacementMakesNeither(),
            new EverySessionIsRecordedOnce(),
            new NobodyCurrentMissesAnEvent(),
            new TheLastWordIsRight());

    /** No two sockets of one agent believe that theirs is the session, and the one that does is right. */
    final class OneCurrentSession implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            Map<AgentId, List<Epoch>> believed = world.sockets().stream()
                    .filter(socket -> socket.epoch.isPresent())
                    .collect(Collectors.groupingBy(
                            socket -> socket.agent.agent(),
                            Collectors.mapping(socket -> socket.epoch.orElseThrow(), Collectors.toList())));
            believed.forEach((agent, epochs) -> {
                assertThat(epochs).as("OneCurrentSession: sockets of %s", agent).hasSize(1);
                assertThat(world.current(agent))
                        .as("OneCurrentSession: of %s, as stored", agent)
                        .contains(epochs.getFirst());
            });
            for (AgentId agent : PresenceWorld.AGENTS) {
                assertThat(world.current(agent))
                        .as("OneCurrentSession: of %s, as the log has it", agent)
                        .isEqualTo(Optional.ofNullable(world.model.current.get(agent)));
            }
        }
    }

    /** Of one agent, entered and left alternate, with rising epochs. */
    final class EnteredAndLeftAlternate implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            byAgent(world.presence).forEach((agent, all) -> {
                Presence before = null;
                for (Presence each : all) {
                    if (before == null || before.operation() == Operation.LEFT) {
                        assertThat(each.operation())
                                .as("EnteredAndLeftAlternate: %s", all)
                                .isEqualTo(Operation.ENTERED);
                        assertThat(before == null || each.epoch().after(before.epoch()))
                                .as("EnteredAndLeftAlternate: rising epochs in %s", all)
                                .isTrue();
                    } else {
                        assertThat(each.operation())
                                .as("EnteredAndLeftAlternate: %s", all)
                                .isEqualTo(Operation.LEFT);
                        assertThat(before.epoch().after(each.epoch()))
                                .as("EnteredAndLeftAlternate: rising epochs in %s", all)
                                .isFalse();
                    }
                    before = each;
                }
            });
        }
    }

    /** Who entered and left is what somebody who reads the log once would say. */
    final class ReplacementMakesNeither implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            assertThat(byAgent(world.presence))
                    .as("ReplacementMakesNeither")
                    .isEqualTo(byAgent(new LinkedHashSet<>(world.model.presence)));
        }
    }

    /** Each session that is over has its row, with its reason and end; told again after a crash, it says the same. */
    final class EverySessionIsRecordedOnce implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            Map<Epoch, PresenceModel.End> recorded = world.history.stream()
                    .collect(Collectors.toMap(
                            EndedSession::epoch,
                            row -> new PresenceModel.End(row.reason(), row.endedAt()),
                            (one, other) -> {
                                assertThat(other).isEqualTo(one);
                                return one;
                            }));
            assertThat(recorded).as("EverySessionIsRecordedOnce").isEqualTo(world.model.ends);
        }
    }

    /** Who was there when something was said, and is there still, has been told. */
    final class NobodyCurrentMissesAnEvent implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            for (Socket socket : world.sockets()) {
                List<EventId> owed = world.owed.getOrDefault(socket.connection, List.of());
                assertThat(socket.told)
                        .as("NobodyCurrentMissesAnEvent: %s of %s", socket.connection, socket.agent)
                        .extracting(FannedOut::id)
                        .containsAll(owed);
            }
        }
    }

    /** The last that each socket has heard of another agent, if anything, is how it is. */
    final class TheLastWordIsRight implements PresenceInvariant {
        @Override
        public void check(PresenceWorld world) {
            for (Socket socket : world.sockets()) {
                Map<String, String> last = new LinkedHashMap<>();
                socket.told.stream()
                        .filter(event -> event.id().entityType().equals("agent"))
                        .forEach(event -> last.put(
                                AGENT.matcher(event.payload().text()).replaceAll("$1"),
                                event.id().operation()));
                last.forEach((agent, operation) -> assertThat(operation)
                        .as("TheLastWordIsRight: what %s has heard of %s", socket.connection, agent)
                        .isEqualTo(
                                world.model.current.containsKey(new AgentId(agent))
                                        ? Operation.ENTERED.word()
                                        : Operation.LEFT.word()));
            }
        }
    }

    private static Map<AgentId, List<Presence>> byAgent(Collection<Presence> presence) {
        return presence.stream().collect(Collectors.groupingBy(Presence::agent));
    }
}
