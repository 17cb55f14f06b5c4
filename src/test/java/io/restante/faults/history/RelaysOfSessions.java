package io.restante.faults.history;

import io.restante.faults.history.Event.BlockOnLog;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The relays of each session in the order of the log, each once, and the blocks of each partition. */
final class RelaysOfSessions {
    private final Map<String, List<Of<RelayOnLog>>> relays = new LinkedHashMap<>();
    private final Map<Integer, Map<Long, Of<BlockOnLog>>> blocks = new HashMap<>();

    RelaysOfSessions(History history) {
        Set<String> seen = new HashSet<>();
        history.all(RelayOnLog.class)
                .sorted(Comparator.comparingLong(each -> each.event().offset()))
                .filter(each -> seen.add(each.event().session() + each.event().value()))
                .forEach(each -> relays.computeIfAbsent(each.event().session(), any -> new ArrayList<>())
                        .add(each));
        history.all(BlockOnLog.class)
                .forEach(each -> blocks.computeIfAbsent(each.event().partition(), any -> new HashMap<>())
                        .putIfAbsent(each.event().height(), each));
    }

    Map<String, List<Of<RelayOnLog>>> all() {
        return relays;
    }

    List<Of<RelayOnLog>> of(String session) {
        return relays.getOrDefault(session, List.of());
    }

    Optional<Of<BlockOnLog>> block(int partition, long height) {
        return Optional.ofNullable(blocks.getOrDefault(partition, Map.of()).get(height));
    }
}
