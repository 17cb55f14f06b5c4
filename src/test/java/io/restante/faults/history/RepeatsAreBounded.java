package io.restante.faults.history;

import io.restante.faults.history.Event.Fault;
import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.History.Of;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A hand-out that comes twice has the id and the attempt it had before, and for each fault a session gets at most as many of them as may be handed out to it at
 * once. What comes twice before the first fault is bounded as if there had been one.
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

    /** What one fault did is over, and so is what comes twice because of it. */
    private static final Duration LASTING = Duration.ofSeconds(30);

    private record Repeat(Line first, Line again) {}

    private record Session(String mailbox, long epoch) {
        @Override
        public String toString() {
            return "the session of " + mailbox + " under epoch " + epoch;
        }
    }

    /** The repeats to one session between the beginning of one fault and that of the next. */
    private record Stretch(Session session, List<Line> faults, List<Repeat> repeats) {}

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<HandOut, Of<Ledger>> seen = new HashMap<>();
        List<Stretch> stretches = new ArrayList<>();
        Map<Session, Stretch> open = new HashMap<>();
        List<Line> lasting = new ArrayList<>();
        for (Line line : history.lines()) {
            if (line.event() instanceof Fault) {
                lasting.removeIf(earlier -> earlier.at().plus(LASTING).compareTo(line.at()) < 0);
                lasting.add(line);
                open.clear();
            } else if (line.event() instanceof Ledger ledger
                    && ledger.step().equals("handed-out")
                    && ledger.attempt() > 0) {
                HandOut handOut = new HandOut(ledger.mailbox(), ledger.sequence(), ledger.attempt());
                Of<Ledger> first = seen.putIfAbsent(handOut, new Of<>(line, ledger));
                if (first != null) {
                    open.computeIfAbsent(new Session(ledger.mailbox(), ledger.epoch()), session -> {
                                Stretch stretch = new Stretch(session, List.copyOf(lasting), new ArrayList<>());
                                stretches.add(stretch);
                                return stretch;
                            })
                            .repeats()
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
        stretches.forEach(stretch -> check(stretch, found));
        return found;
    }

    private void check(Stretch stretch, List<Violation> found) {
        int bound = inflight * Math.max(1, stretch.faults().size());
        if (stretch.repeats().size() > bound) {
            found.add(Violation.of(
                    this,
                    "more than " + bound + " hand-outs to " + stretch.session() + " came twice after "
                            + stretch.faults().size() + " faults",
                    Stream.concat(
                            stretch.faults().stream(),
                            stretch.repeats().stream()
                                    .limit(bound + 1L)
                                    .flatMap(repeat -> Stream.of(repeat.first(), repeat.again())))));
        }
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
