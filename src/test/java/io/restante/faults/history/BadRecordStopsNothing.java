package io.restante.faults.history;

import io.restante.faults.history.Event.DeadLetter;
import io.restante.faults.history.Event.Ledger;
import io.restante.faults.history.Event.Poisoned;
import io.restante.faults.history.Event.ReadToTheEnd;
import io.restante.faults.history.Event.Refused;
import io.restante.faults.history.Event.Written;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each record that nobody can read is among the dead letters, and the good one that follows it on its partition is stored. */
final class BadRecordStopsNothing implements Checker {
    @Override
    public int item() {
        return 6;
    }

    @Override
    public List<Violation> check(History history) {
        Optional<Of<ReadToTheEnd>> end = history.first(ReadToTheEnd.class);
        if (end.isEmpty()) {
            return List.of();
        }
        Set<String> letters =
                history.all(DeadLetter.class).map(each -> each.event().source()).collect(Collectors.toSet());
        Set<String> applied = Stream.concat(
                        history.all(Ledger.class)
                                .map(each -> each.event().mailbox() + "/"
                                        + each.event().id()),
                        history.all(Refused.class)
                                .map(each -> each.event().mailbox() + "/"
                                        + each.event().id()))
                .collect(Collectors.toSet());
        List<Violation> found = new ArrayList<>();
        Map<String, Line> poisoned = new HashMap<>();
        for (Line line : history.lines()) {
            if (line.event() instanceof Poisoned poison) {
                poisoned.put(partition(poison.place()), line);
                if (!letters.contains(poison.place())) {
                    found.add(Violation.of(
                            this,
                            "the record at " + poison.place() + " cannot be read and is not among the dead letters",
                            line,
                            end.get().line()));
                }
            } else if (line.event() instanceof Written written) {
                Line before = poisoned.remove(partition(written.place()));
                if (before != null && !applied.contains(written.mailbox() + "/" + written.id())) {
                    found.add(Violation.of(
                            this,
                            "the good record at " + written.place() + " was never applied, after a bad one before it",
                            before,
                            line,
                            end.get().line()));
                }
            }
        }
        return found;
    }

    private static String partition(String place) {
        return place.substring(0, Math.max(0, place.lastIndexOf('-')));
    }
}
