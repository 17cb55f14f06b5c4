package io.restante.faults.history;

import io.restante.faults.history.Event.Claimed;
import io.restante.faults.history.Event.Proved;
import io.restante.faults.history.Event.RelaySessionOver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whatever is said of a relay session's root, in claims, in proofs and when it is over, is the same. */
final class OneRootForASession implements Checker {
    @Override
    public int item() {
        return 8;
    }

    private record Said(String session, String root) {}

    @Override
    public List<Violation> check(History history) {
        Map<String, Line> first = new HashMap<>();
        List<Violation> found = new ArrayList<>();
        for (Line line : history.lines()) {
            Said said =
                    switch (line.event()) {
                        case Claimed claim -> new Said(claim.session(), claim.root());
                        case Proved proof -> new Said(proof.session(), proof.root());
                        case RelaySessionOver over -> new Said(over.session(), over.root());
                        default -> new Said("", "");
                    };
            if (said.root().isEmpty()) {
                continue;
            }
            Line before = first.putIfAbsent(said.session(), line);
            if (before != null && !root(before).equals(said.root())) {
                found.add(Violation.of(
                        this,
                        "session " + said.session() + " has the root " + root(before) + " and the root " + said.root(),
                        before,
                        line));
            }
        }
        return found;
    }

    private static String root(Line line) {
        return switch (line.event()) {
            case Claimed claim -> claim.root();
            case Proved proof -> proof.root();
            case RelaySessionOver over -> over.root();
            default -> "";
        };
    }
}
