package io.restante.faults.history;

import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.Event.Looked;
import io.restante.faults.history.Event.Removed;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was acknowledged is not held in any look that began after the confirmation, and is not handed out anew: a hand-out that follows its acknowledgement
 * has an attempt that was there before.
 */
final class AcknowledgedStaysAcknowledged implements Checker {
    @Override
    public int item() {
        return 2;
    }

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>(heldAgain(history));
        Map<Message, Told> told = new HashMap<>();
        history.all(Ledger.class).forEach(each -> {
            Ledger line = each.event();
            Violation anew = told.computeIfAbsent(new Message(line.mailbox(), line.sequence()), any -> new Told())
                    .hear(each);
            if (anew != null) {
                found.add(anew);
            }
        });
        return found;
    }

    private List<Violation> heldAgain(History history) {
        Map<String, Map<String, Of<Removed>>> confirmed = new HashMap<>();
        List<Violation> found = new ArrayList<>();
        for (Line line : history.lines()) {
            if (line.event() instanceof Removed removed) {
                removed.ids().forEach(id -> confirmed
                        .computeIfAbsent(removed.mailbox(), any -> new HashMap<>())
                        .putIfAbsent(id, new Of<>(line, removed)));
            } else if (line.event() instanceof Looked look) {
                Map<String, Of<Removed>> gone = confirmed.getOrDefault(look.mailbox(), Map.of());
                for (String id : look.ids()) {
                    Of<Removed> before = gone.get(id);
                    if (before != null && before.number() <= look.since()) {
                        found.add(Violation.of(
                                this,
                                "message " + id + " of " + look.mailbox()
                                        + " is held, after its acknowledgement was confirmed",
                                before.line(),
                                line));
                    }
                }
            }
        }
        return found;
    }

    private record Message(String mailbox, long sequence) {}

    /** What the ledger has told of one message so far. */
    private final class Told {
        private int attempts;
        private @Nullable Line acknowledged;

        @Nullable
        Violation hear(Of<Ledger> each) {
            Ledger line = each.event();
            return switch (line.step()) {
                case "acknowledged" -> {
                    acknowledged = acknowledged == null ? each.line() : acknowledged;
                    yield null;
                }
                case "put-back" -> {
                    acknowledged = null;
                    yield null;
                }
                case "handed-out" -> handedOut(each);
                default -> null;
            };
        }

        private @Nullable Violation handedOut(Of<Ledger> each) {
            Ledger line = each.event();
            if (acknowledged == null || line.attempt() <= attempts) {
                attempts = Math.max(attempts, line.attempt());
                return null;
            }
            return Violation.of(
                    AcknowledgedStaysAcknowledged.this,
                    "message " + line.id() + " of " + line.mailbox() + " was handed out anew, attempt " + line.attempt()
                            + ", after it had been acknowledged",
                    acknowledged,
                    each.line());
        }
    }
}
