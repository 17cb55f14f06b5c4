package io.restante.faults.history;

import io.restante.faults.history.Event.Claimed;
import io.restante.faults.history.Event.Proved;
import io.restante.faults.history.Event.RelaySessionOver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Each attempt of a claim or a proof is sent once, and a relay session is over once. */
final class NothingIsClaimedTwice implements Checker {
    @Override
    public int item() {
        return 8;
    }

    @Override
    public List<Violation> check(History history) {
        Map<String, Line> seen = new HashMap<>();
        List<Violation> found = new ArrayList<>();
        for (Line line : history.lines()) {
            String what =
                    switch (line.event()) {
                        case Claimed claim -> "the claim of " + claim.session() + ", attempt " + claim.attempt();
                        case Proved proof -> "the proof of " + proof.session() + ", attempt " + proof.attempt();
                        case RelaySessionOver over -> "the end of " + over.session();
                        default -> "";
                    };
            if (what.isEmpty()) {
                continue;
            }
            Line before = seen.putIfAbsent(what, line);
            if (before != null) {
                found.add(Violation.of(this, what + ", was told twice", before, line));
            }
        }
        return found;
    }
}
