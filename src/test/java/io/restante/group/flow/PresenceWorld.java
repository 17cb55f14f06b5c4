package io.restante.group.flow;

import io.restante.base.AgentId;
import io.restante.base.Epoch;
import io.restante.base.GatewayId;
import io.restante.base.GroupId;
import io.restante.base.Payload;
import io.restante.base.SessionId;
import io.restante.base.Tick;
import io.restante.contract.GatewayRecord;
import io.restante.contract.LiveRecord.Refused;
import io.restante.contract.StoredGroup;
import io.restante.contract.Topics;
import io.restante.group.EventId;
import io.restante.group.FanOutStep;
import io.restante.group.GroupEvent;
import io.restante.group.Member;
import io.restante.group.Presence;
import io.restante.group.flow.PresenceGateway.Socket;
import io.restante.group.flow.PresencePartition.Written;
import io.restante.session.EndReason;
import io.restante.session.EndedSession;
import io.restante.session.SessionKey.OfAgent;
import io.restante.session.SessionRules;
import io.restante.session.SessionSignal;
import io.restante.session.SessionSignal.Closed;
import io.restante.session.SessionSignal.Draining;
import io.restante.session.SessionSignal.Heartbeat;
import io.restante.session.SessionSignal.Opened;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;

/** A group in one partition: the log of its inputs, the gateways with their sockets, and the ways the process and the gateways can fail. */
@NullUnmarked
final class PresenceWorld {
    static final GroupId GROUP = new GroupId("room");
    static final List<AgentId> AGENTS = IntStream.range(0, PresenceStep.AGENTS)
            .mapToObj(n -> new AgentId("agent-" + n))
            .toList();

    /** A record of an input. */
    record Input(String topic, long offset, Instant time, Object key, Object value) {}

    final PresenceModel model = new PresenceModel();
    final LinkedHashSet<Presence> presence = new LinkedHashSet<>();
    final List<EndedSession> history = new ArrayList<>();
    final Map<String, List<EventId>> owed = new HashMap<>();
    private final PresencePartition partition;
    private final List<Input> log = new ArrayList<>();
    private final Map<String, Long> next = new HashMap<>();
    private final Map<Integer, PresenceGateway> gateways = new LinkedHashMap<>();
    private final List<Runnable> noticedLate = new ArrayList<>();
    private final Deque<Runnable> writes = new ArrayDeque<>();
    private Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private int committed;
    private int runs;
    private int said;
    private boolean refused;

    PresenceWorld(PresencePartition partition, SessionRules rules, long waitingBytes) {
        this.partition = partition;
        partition.begin(rules, waitingBytes);
        for (int n = 0; n < PresenceStep.GATEWAYS; n++) {
            start(n);
        }
        commit();
    }

    /** Does what the step says, and all that follows from it. */
    void take(PresenceStep step) {
        switch (step) {
            case PresenceStep.Open open -> open(open);
            case PresenceStep.Close close -> close(close);
            case PresenceStep.Notice notice -> {
                List<Runnable> late = List.copyOf(noticedLate);
                noticedLate.clear();
                late.forEach(Runnable::run);
            }
            case PresenceStep.Drain drain -> alive(drain.gateway()).ifPresent(this::drain);
            case PresenceStep.EndDrain end ->
                alive(end.gateway()).filter(gateway -> gateway.draining).ifPresent(gateway -> endDrain(end, gateway));
            case PresenceStep.Kill kill -> gateways.remove(kill.gateway());
            case PresenceStep.Start start -> start(start.gateway());
            case PresenceStep.Say say -> say();
            case PresenceStep.Pass pass -> pass(Duration.ofMillis(pass.millis()));
            // No process goes so long without a commit.
            case PresenceStep.PassLong pass -> {
                commit();
                pass(Duration.ofMinutes(11));
            }
            case PresenceStep.Again again -> process(log.getLast(), true);
            case PresenceStep.Commit commit -> commit();
            case PresenceStep.Crash crash -> crash(crash);
        }
        follow();
    }

    private void follow() {
        while (!writes.isEmpty()) {
            writes.poll().run();
        }
    }

    private Optional<PresenceGateway> alive(int gateway) {
        return Optional.ofNullable(gateways.get(gateway));
    }

    private void start(int n) {
        PresenceGateway gateway = new PresenceGateway(new GatewayId("g" + n), "run" + runs++);
        gateways.put(n, gateway);
        signal(null, new Heartbeat(gateway.id, gateway.run));
    }

    private void open(PresenceStep.Open open) {
        OfAgent key = new OfAgent(GROUP, AGENTS.get(open.agent()));
        alive(open.gateway()).filter(gateway -> !gateway.draining).ifPresent(gateway -> {
            String connection = gateway.open(key);
            signal(
                    key,
                    new Opened(
                            new SessionId("s"),
                            gateway.id,
                            gateway.run,
                            connection,
                            Optional.of(key),
                            Optional.empty()));
        });
    }

    private void close(PresenceStep.Close close) {
        for (PresenceGateway gateway : gateways.values()) {
            for (Socket socket : List.copyOf(gateway.sockets.values())) {
                if (socket.agent.agent().equals(AGENTS.get(close.agent())) && socket.epoch.isPresent()) {
                    gateway.sockets.remove(socket.connection);
                    Runnable end = () -> end(socket, EndReason.CLOSED);
                    if (close.slowly()) {
                        noticedLate.add(end);
                    } else {
                        end.run();
                    }
                }
            }
        }
    }

    private void end(Socket socket, EndReason reason) {
        signal(socket.agent, new Closed(socket.epoch.orElseThrow(), reason, Optional.empty()));
    }

    private void drain(PresenceGateway gateway) {
        gateway.draining = true;
        signal(null, new Draining(gateway.id, gateway.run));
    }

    private void endDrain(PresenceStep.EndDrain end, PresenceGateway gateway) {
        gateways.remove(end.gateway());
        gateway.sockets.values().stream()
                .filter(socket -> socket.epoch.isPresent())
                .forEach(socket -> end(socket, EndReason.TERMINATED));
    }

    private void say() {
        EventId id = new EventId("chat", "said", said++);
        sockets().stream().filter(socket -> socket.epoch.isPresent()).forEach(socket -> owed.computeIfAbsent(
                        socket.connection, connection -> new ArrayList<>())
                .add(id));
        write(
                Topics.GROUP_EVENTS.name(),
                GROUP,
                new GroupEvent(id, new AgentId("teacher"), Optional.empty(), false, Payload.ofText("1")));
    }

    /** Gateways that live say so, then the clock ticks. */
    void pass(Duration time) {
        now = now.plus(time);
        List.copyOf(gateways.values())
                .forEach(gateway -> signal(
                        null,
                        gateway.draining
                                ? new Draining(gateway.id, gateway.run)
                                : new Heartbeat(gateway.id, gateway.run)));
        write(Topics.CLOCK_TICKS.name(), null, new Tick(now));
        follow();
    }

    /** Every gateway falls silent, and long enough passes. */
    void everybodyLeaves() {
        gateways.clear();
        for (int n = 0; n < 40; n++) {
            pass(Duration.ofSeconds(2));
        }
    }

    private void signal(OfAgent key, SessionSignal signal) {
        write(Topics.SESSION_EVENTS.name(), key == null ? null : key.text(), signal);
    }

    private void write(String topic, Object key, Object value) {
        Input input = new Input(topic, next.merge(topic, 1L, Long::sum) - 1, now, key, value);
        log.add(input);
        refused = false;
        process(input, false);
        hearAsModel(input);
    }

    private void hearAsModel(Input input) {
        if (input.value() instanceof Opened opened) {
            model.opened(opened.agent().orElseThrow(), new Epoch(input.offset()), refused, now);
        } else if (input.value() instanceof Closed closed) {
            String[] key = String.valueOf(input.key()).split("\u001f", -1);
            model.closed(new OfAgent(new GroupId(key[0]), new AgentId(key[1])), closed, now);
        }
    }

    private void process(Input input, boolean again) {
        for (Written written : partition.process(input)) {
            hear(written, again);
        }
    }

    private void hear(Written written, boolean again) {
        switch (written.value()) {
            case GatewayRecord told -> tell(told, again);
            case Presence change -> presence.add(change);
            case EndedSession over -> history.add(over);
            case FanOutStep step -> writes.add(() -> write(Topics.GROUP_STEPS.name(), GROUP, step));
            case Closed closed -> writes.add(() -> write(Topics.SESSION_EVENTS.name(), written.key(), closed));
            default -> throw new AssertionError("Nobody writes this: " + written);
        }
    }

    private void tell(GatewayRecord told, boolean again) {
        refused |= told.live() instanceof Refused && !again;
        for (PresenceGateway gateway : List.copyOf(gateways.values())) {
            if (gateway.id.equals(told.gateway())) {
                gateway.hear(told.live()).ifPresent(nobodys -> writes.add(() -> giveBack(nobodys)));
            }
        }
    }

    private void giveBack(Epoch nobodys) {
        log.stream()
                .filter(input -> input.topic().equals(Topics.SESSION_EVENTS.name())
                        && input.offset() == nobodys.value()
                        && input.value() instanceof Opened)
                .map(input -> ((Opened) input.value()).agent().orElseThrow())
                .findFirst()
                .ifPresent(key -> signal(key, new Closed(nobodys, EndReason.CLOSED, Optional.empty())));
    }

    private void commit() {
        partition.commit();
        committed = log.size();
    }

    /** Dies, comes back with what survived, and reads again what was not committed. */
    private void crash(PresenceStep.Crash crash) {
        partition.crash(crash);
        partition.caughtUp(false);
        List.copyOf(log.subList(committed, log.size())).forEach(input -> process(input, true));
        partition.caughtUp(true);
        follow();
        // What waited for the partition to catch up goes on with the first tick.
        pass(Duration.ZERO);
        commit();
    }

    /** Sockets of the gateways that live. */
    List<Socket> sockets() {
        return gateways.values().stream()
                .flatMap(gateway -> gateway.sockets.values().stream())
                .toList();
    }

    /** The epoch of the agent's session, as stored. */
    Optional<Epoch> current(AgentId agent) {
        return new StoredGroup(partition.sessions(), GROUP)
                .member(agent)
                .map(Member::session)
                .map(session -> session.epoch());
    }
}
