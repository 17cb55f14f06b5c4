package io.restante.faults.history;

import io.restante.faults.history.Event.ClaimIncluded;
import io.restante.faults.history.Event.Proved;
import io.restante.faults.history.History.Of;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No proof goes out whose claim is in no block. */
final class ProofFollowsClaim implements Checker {
    @Override
    public int item() {
        return 8;
    }

    @Override
    public List<Violation> check(History history) {
        Set<String> included = history.all(ClaimIncluded.class)
                .map(Of::event)
                .map(ClaimIncluded::session)
                .collect(Collectors.toSet());
        return history.all(Proved.class)
                .filter(each -> !included.contains(each.event().session()))
                .map(each -> Violation.of(
                        this,
                        "the proof of " + each.event().session() + " went out, and its claim is in no block",
                        each.line()))
                .toList();
    }
}
