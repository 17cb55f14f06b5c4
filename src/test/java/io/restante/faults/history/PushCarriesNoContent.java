package io.restante.faults.history;

import io.restante.faults.history.Event.Pushed;
import java.util.List;

/** No push notification holds what every payload of the run holds. */
public final class PushCarriesNoContent implements Checker {
    /** Every payload of a run holds this, and nothing else does. */
    public static final String CONTENT = "content-of-";

    @Override
    public int item() {
        return 7;
    }

    @Override
    public List<Violation> check(History history) {
        return history.all(Pushed.class)
                .filter(each -> each.event().value().contains(CONTENT))
                .map(each -> Violation.of(
                        this, "a push for " + each.event().mailbox() + " carries a message's content", each.line()))
                .toList();
    }
}
