package io.restante.faults.history;

import io.restante.faults.history.Event.BlockOnLog;
import io.restante.faults.history.Event.Claimed;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.History.Of;
import io.restante.settlement.HeightRules;
import io.restante.settlement.RelayHash;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A claim's root is that of the first relays of its session on the log, as many as it says it has; and whichever the log had before the block at which the claim
 * window opens is among them. Every difficulty is taken to be the easiest.
 */
final class ClaimHasEveryRelay implements Checker {
    private final HeightRules heights;

    /** @param heights when windows open */
    ClaimHasEveryRelay(HeightRules heights) {
        this.heights = heights;
    }

    @Override
    public int item() {
        return 8;
    }

    @Override
    public List<Violation> check(History history) {
        RelaysOfSessions relays = new RelaysOfSessions(history);
        Set<String> seen = new HashSet<>();
        return history.all(Claimed.class)
                .filter(each -> seen.add(each.event().session()))
                .flatMap(claim -> wrong(claim, relays).stream())
                .toList();
    }

    private Optional<Violation> wrong(Of<Claimed> claim, RelaysOfSessions relays) {
        String session = claim.event().session();
        List<Of<RelayOnLog>> recorded = relays.of(session);
        long count = TreeRoot.of(claim.event().root()).count();
        if (count > recorded.size()) {
            return Optional.of(Violation.of(
                    this,
                    "the claim of " + session + " has " + count + " relays, and the log has fewer",
                    claim.line()));
        }
        List<Of<RelayOnLog>> claimed = recorded.subList(0, (int) count);
        if (!root(claimed).equals(claim.event().root())) {
            return Optional.of(Violation.of(
                    this,
                    "the claim of " + session + " has another root than its first " + count + " relays on the log",
                    Stream.concat(claimed.stream().map(Of::line), Stream.of(claim.line()))));
        }
        return recorded.stream()
                .skip(count)
                .flatMap(left -> leftOut(claim, claimed, left, relays).stream())
                .findFirst();
    }

    private Optional<Violation> leftOut(
            Of<Claimed> claim, List<Of<RelayOnLog>> claimed, Of<RelayOnLog> left, RelaysOfSessions relays) {
        RelayOnLog relay = left.event();
        Optional<Of<BlockOnLog>> opening =
                relays.block(relay.partition(), heights.windows(relay.end()).claimOpen());
        return opening.filter(block -> relay.at().isBefore(block.event().at()))
                .map(block -> Violation.of(
                        this,
                        "the relay " + relay.request() + " of " + relay.session()
                                + " was on the log before the claim window opened, and the claim leaves it out",
                        Stream.concat(
                                claimed.stream().map(Of::line), Stream.of(left.line(), block.line(), claim.line()))));
    }

    private static String root(List<Of<RelayOnLog>> relays) {
        RootBuilder root = new RootBuilder(new NodeHasher());
        relays.stream()
                .map(Of::event)
                .map(relay -> RelayHash.leaf(relay.value().getBytes(StandardCharsets.UTF_8), relay.units()))
                .sorted(Comparator.comparing(Leaf::path))
                .forEach(root::add);
        return TreeRoot.of(root.root().toString()).hex();
    }
}
