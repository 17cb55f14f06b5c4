package io.restante.faults.history;

import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.Event.RelayServed;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A relay that an application was answered is on the log in the end. The answer does not wait for the log, so one that waits in the outbox of a process that is
 * killed may be lost with it; of a gateway whose process nobody ended since the answer, none may.
 */
final class ServedRelayIsOnTheLog implements Checker {
    private static final Set<String> ENDS_THE_PROCESS = Set.of("killed", "clock set off");

    @Override
    public int item() {
        return 8;
    }

    private record Relay(String session, String request) {}

    @Override
    public List<Violation> check(History history) {
        Optional<Of<ReadToTheEnd>> end = history.first(ReadToTheEnd.class);
        if (end.isEmpty()) {
            return List.of();
        }
        Set<Relay> recorded = new HashSet<>();
        history.all(RelayOnLog.class)
                .forEach(each -> recorded.add(
                        new Relay(each.event().session(), each.event().request())));
        Map<String, Long> killedLast = new HashMap<>();
        history.all(Fault.class)
                .filter(each -> ENDS_THE_PROCESS.stream()
                        .anyMatch(word -> each.event().kind().contains(word)))
                .forEach(each -> killedLast.put(each.event().target(), each.number()));
        List<Violation> found = new ArrayList<>();
        history.all(RelayServed.class).forEach(each -> {
            RelayServed served = each.event();
            boolean lostWithItsGateway = killedLast.getOrDefault(served.gateway(), 0L) > each.number();
            if (!lostWithItsGateway && !recorded.contains(new Relay(served.session(), served.request()))) {
                found.add(Violation.of(
                        this,
                        "the relay " + served.request() + " of " + served.session() + " was served by "
                                + served.gateway() + ", which nobody killed since, and is not on the log",
                        each.line(),
                        end.get().line()));
            }
        });
        return found;
    }
}
