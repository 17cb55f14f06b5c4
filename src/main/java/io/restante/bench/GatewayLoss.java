package io.restante.bench;

import io.restante.contract.Topics;
import io.restante.group.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Agents at a gateway that is killed: until the log tells of each that it has left. */
final class GatewayLoss {
    static final int AGENTS = 40;

    private static final int ALLOWED = 20_000;
    private static final Goal GOAL = Goal.atMost(1, 0.3);

    private final FailoverStage stage;
    private final List<Double> left = new ArrayList<>();

    GatewayLoss(FailoverStage stage) {
        this.stage = stage;
    }

    /** Returns when all have left, each once, and the gateway is there again. */
    void round(int number) {
        String group = "00000000-0000-4000-8000-%012d".formatted(number);
        Set<String> gone = ConcurrentHashMap.newKeySet();
        Set<String> twice = ConcurrentHashMap.newKeySet();
        try (Crowd crowd = new Crowd(stage.token());
                Listener listener = new Listener(
                        stage.installation().clients(),
                        Topics.GROUP_PRESENCE.name(),
                        stage.installation().partitions(),
                        heard -> {
                            Presence presence = LogReader.decoded(Topics.GROUP_PRESENCE, heard.value());
                            String agent = presence.agent().value();
                            if (presence.operation() == Presence.Operation.LEFT && !gone.add(agent)) {
                                twice.add(agent);
                            }
                        })) {
            for (int agent = 0; agent < AGENTS; agent++) {
                CrowdSocket socket = crowd.open(stage.gateway().addresses().presence());
                crowd.connect(socket, group, "agent-" + agent);
                socket.connected().join();
            }
            long killed = System.nanoTime();
            stage.killGateway();
            Patience.until("every agent of a killed gateway has left", () -> {
                listener.alive();
                return gone.size() == AGENTS;
            });
            left.add((System.nanoTime() - killed) / 1e6);
        }
        if (!twice.isEmpty()) {
            throw new BenchException("These left twice: " + twice);
        }
        stage.startGatewayAgain();
    }

    Comparison comparison() {
        return new Comparison(
                "a gateway killed, until the last of its " + AGENTS + " agents has left, against " + ALLOWED
                        + " ms allowed",
                "ms",
                Optional.of(GOAL),
                left.stream().map(each -> new Pair(each, ALLOWED)).toList());
    }
}
