package io.restante.faults.history;

import io.restante.faults.history.Event.Ended;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Of one key, a session is over before the next one starts, and it ends once: told again, it says the same. */
final class OneSessionIsCurrent implements Checker {
    @Override
    public int item() {
        return 4;
    }

    @Override
    public List<Violation> check(History history) {
        Map<String, List<Of<Ended>>> byKey = history.all(Ended.class)
                .collect(Collectors.groupingBy(each -> each.event().key(), TreeMap::new, Collectors.toList()));
        List<Violation> found = new ArrayList<>();
        byKey.values().forEach(ended -> check(ended, found));
        return found;
    }

    private void check(List<Of<Ended>> ended, List<Violation> found) {
        Map<Long, Of<Ended>> byEpoch = new TreeMap<>();
        for (Of<Ended> each : ended) {
            Of<Ended> first = byEpoch.putIfAbsent(each.event().epoch(), each);
            if (first != null && !same(first.event(), each.event())) {
                found.add(Violation.of(
                        this,
                        "the session of " + each.event().key() + " under epoch "
                                + each.event().epoch() + " ended in two ways",
                        first.line(),
                        each.line()));
            }
        }
        List<Of<Ended>> rising = List.copyOf(byEpoch.values());
        for (int next = 1; next < rising.size(); next++) {
            Of<Ended> older = rising.get(next - 1);
            Of<Ended> newer = rising.get(next);
            if (older.event().endedAt().isAfter(newer.event().startedAt())) {
                found.add(Violation.of(
                        this,
                        "two sessions of " + older.event().key() + " were current: epoch "
                                + older.event().epoch() + " until "
                                + older.event().endedAt() + ", epoch "
                                + newer.event().epoch() + " from "
                                + newer.event().startedAt(),
                        older.line(),
                        newer.line()));
            }
        }
    }

    private static boolean same(Ended one, Ended other) {
        return one.reason().equals(other.reason()) && one.endedAt().equals(other.endedAt());
    }
}
