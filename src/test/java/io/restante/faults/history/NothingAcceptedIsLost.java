package io.restante.faults.history;

import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.Refused;
import io.restante.faults.history.Event.Removing;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.History.Of;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message that was accepted, and that nobody asked to acknowledge, is held at the end, or a record says why it is not. */
final class NothingAcceptedIsLost implements Checker {
    private static final Set<String> ENDS = Set.of("expired", "evicted", "purged", "dead");

    private record Message(String mailbox, String id) {}

    @Override
    public int item() {
        return 1;
    }

    @Override
    public List<Violation> check(History history) {
        Set<Message> accountedFor = new HashSet<>();
        history.all(Removing.class).forEach(each -> each.event()
                .ids()
                .forEach(id -> accountedFor.add(new Message(each.event().mailbox(), id))));
        history.all(Ledger.class)
                .filter(each -> ENDS.contains(each.event().step()))
                .forEach(each -> accountedFor.add(
                        new Message(each.event().mailbox(), each.event().id())));
        history.all(Refused.class)
                .forEach(each -> accountedFor.add(
                        new Message(each.event().mailbox(), each.event().id())));
        Map<String, Of<Looked>> atTheEnd = new HashMap<>();
        history.all(Looked.class)
                .filter(each -> each.event().last())
                .forEach(each -> atTheEnd.put(each.event().mailbox(), each));
        return history.all(Written.class)
                .filter(each -> !accountedFor.contains(
                        new Message(each.event().mailbox(), each.event().id())))
                .map(each -> missing(each, atTheEnd))
                .filter(Objects::nonNull)
                .toList();
    }

    private @Nullable Violation missing(Of<Written> written, Map<String, Of<Looked>> atTheEnd) {
        Of<Looked> look = atTheEnd.get(written.event().mailbox());
        if (look == null || look.event().ids().contains(written.event().id())) {
            return null;
        }
        return Violation.of(
                this,
                "message " + written.event().id() + " of " + written.event().mailbox()
                        + " was accepted, nobody acknowledged it, and it is gone",
                written.line(),
                look.line());
    }
}
