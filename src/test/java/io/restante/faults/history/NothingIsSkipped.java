package io.restante.faults.history;

import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.SessionGranted;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where somebody holds the live session to the end, nothing is left waiting. */
final class NothingIsSkipped implements Checker {
    @Override
    public int item() {
        return 5;
    }

    @Override
    public List<Violation> check(History history) {
        Map<String, Of<SessionGranted>> held = new HashMap<>();
        history.all(SessionGranted.class).forEach(each -> held.put(each.event().mailbox(), each));
        List<Violation> found = new ArrayList<>();
        history.all(Looked.class)
                .filter(each -> each.event().last() && !each.event().ids().isEmpty())
                .forEach(each -> {
                    Looked look = each.event();
                    Of<SessionGranted> session = held.get(look.mailbox());
                    if (session != null) {
                        found.add(Violation.of(
                                this,
                                look.ids().size() + " messages of " + look.mailbox()
                                        + " still wait when everything has come to rest, and its session was held",
                                session.line(),
                                each.line()));
                    }
                });
        return found;
    }
}
