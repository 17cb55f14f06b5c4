package io.restante.faults.history;

import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hand-out that comes twice has the id and the attempt it had before, and after one fault there are at most as many of a mailbox as may be handed out to one
 * session at once. What comes twice before the first fault is bounded alike.
 */
public final class RepeatsAreBounded implements Checker {
    private final int inflight;

    RepeatsAreBounded(int inflight) {
        this.inflight = inflight;
    }

    @Override
    public int item() {
        return 2;
    }

    private record HandOut(String mailbox, long sequence, int attempt) {}

    private record After(String mailbox, int fault) {}

    private record Repeat(Line first, Line again) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<HandOut, Of<Ledger>> seen = new HashMap<>();
        Map<After, List<Repeat>> repeats = new HashMap<>();
        int fault = 0;
        for (Line line : history.lines()) {
            if (line.event() instanceof Fault begins) {
                fault = begins.number();
            } else if (line.event() instanceof Ledger ledger
                    && ledger.step().equals("handed-out")
                    && ledger.attempt() > 0) {
                HandOut handOut = new HandOut(ledger.mailbox(), ledger.sequence(), ledger.attempt());
                Of<Ledger> first = seen.putIfAbsent(handOut, new Of<>(line, ledger));
                if (first != null) {
                    repeats.computeIfAbsent(new After(ledger.mailbox(), fault), any -> new ArrayList<>())
                            .add(new Repeat(first.line(), line));
                    if (!first.event().id().equals(ledger.id())) {
                        found.add(Violation.of(
                                this,
                                "attempt " + ledger.attempt() + " of sequence " + ledger.sequence() + " of "
                                        + ledger.mailbox() + " names two messages",
                                first.line(),
                                line));
                    }
                }
            }
        }
        repeats.forEach((after, all) -> {
            if (all.size() > inflight) {
                found.add(Violation.of(
                        this,
                        all.size() + " hand-outs of " + after.mailbox() + " came twice after fault " + after.fault()
                                + "; at most " + inflight + " are under way at once",
                        all.stream()
                                .limit(inflight + 1L)
                                .flatMap(repeat -> Stream.of(repeat.first(), repeat.again()))));
            }
        });
        return found;
    }

    /** How many hand-outs of the history came twice. */
    public static long repeats(History history) {
        List<HandOut> all = history.all(Ledger.class)
                .map(Of::event)
                .filter(each -> each.step().equals("handed-out") && each.attempt() > 0)
                .map(each -> new HandOut(each.mailbox(), each.sequence(), each.attempt()))
                .toList();
        return all.size() - all.stream().distinct().count();
    }
}
