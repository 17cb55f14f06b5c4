package io.restante.faults.history;

import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Among hand-outs of the same attempt, the sequences of a mailbox rise, repeats apart. */
final class FirstInFirstOut implements Checker {
    @Override
    public int item() {
        return 5;
    }

    private record Attempt(String mailbox, int attempt) {}

    private record Once(Attempt attempt, long sequence) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<Attempt, Of<Ledger>> last = new HashMap<>();
        Set<Once> seen = new HashSet<>();
        history.all(Ledger.class)
                .filter(each ->
                        each.event().step().equals("handed-out") && each.event().attempt() > 0)
                .forEach(each -> {
                    Ledger line = each.event();
                    Attempt attempt = new Attempt(line.mailbox(), line.attempt());
                    if (!seen.add(new Once(attempt, line.sequence()))) {
                        return;
                    }
                    Of<Ledger> before = last.put(attempt, each);
                    if (before != null && line.sequence() < before.event().sequence()) {
                        found.add(Violation.of(
                                this,
                                "sequence " + line.sequence() + " of " + line.mailbox()
                                        + " was handed out for the first time with attempt " + line.attempt()
                                        + " after sequence " + before.event().sequence(),
                                before.line(),
                                each.line()));
                    }
                });
        return found;
    }
}
