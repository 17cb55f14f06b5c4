package io.restante.faults.history;

import io.restante.faults.history.Event.BlockOnLog;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.Event.RelaySessionOver;
import io.restante.faults.history.History.Of;
import io.restante.settlement.HeightRules;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A relay session ends without loss, and is over soon after its last window has closed. */
final class NoWindowIsMissed implements Checker {
    /** Blocks after the last window, within which the end is told. */
    private static final long SOON = 10;

    private final HeightRules heights;

    /** @param heights when windows close */
    NoWindowIsMissed(HeightRules heights) {
        this.heights = heights;
    }

    @Override
    public int item() {
        return 8;
    }

    @Override
    public List<Violation> check(History history) {
        RelaysOfSessions relays = new RelaysOfSessions(history);
        Set<String> over = history.all(RelaySessionOver.class)
                .map(each -> each.event().session())
                .collect(Collectors.toSet());
        Stream<Violation> lost = history.all(RelaySessionOver.class)
                .filter(each -> each.event().loss())
                .map(each -> Violation.of(
                        this,
                        "session " + each.event().session() + " ended as "
                                + each.event().end(),
                        each.line()));
        Stream<Violation> open = relays.all().entrySet().stream()
                .filter(each -> !over.contains(each.getKey()))
                .map(each -> open(each.getValue().getFirst(), relays))
                .filter(Objects::nonNull);
        return Stream.concat(lost, open).toList();
    }

    /** A session whose first relay came after the freeze may never have been one. */
    private @Nullable Violation open(Of<RelayOnLog> first, RelaysOfSessions relays) {
        RelayOnLog relay = first.event();
        var windows = heights.windows(relay.end());
        Optional<Of<BlockOnLog>> opened = relays.block(relay.partition(), windows.claimOpen());
        Optional<Of<BlockOnLog>> closed = relays.block(relay.partition(), windows.proofClose() + SOON);
        boolean inTime =
                opened.filter(block -> relay.at().isBefore(block.event().at())).isPresent();
        if (!inTime || closed.isEmpty()) {
            return null;
        }
        return Violation.of(
                this,
                "session " + relay.session() + " is not over, and its last window has closed",
                first.line(),
                opened.orElseThrow().line(),
                closed.orElseThrow().line());
    }
}
