package io.restante.faults.history;

import io.restante.faults.history.Event.EverybodyLeft;
import io.restante.faults.history.Event.Presence;
import io.restante.faults.history.History.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Of one agent, {@code entered} and {@code left} alternate with rising epochs, repeats apart, and the last of them is {@code left}. */
final class LeftFollowsEntered implements Checker {
    private static final String ENTERED = "entered";

    @Override
    public int item() {
        return 4;
    }

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<String, Of<Presence>> last = new HashMap<>();
        Set<Presence> seen = new HashSet<>();
        history.all(Presence.class).filter(each -> seen.add(each.event())).forEach(each -> {
            Presence now = each.event();
            Of<Presence> before = last.put(now.group() + "/" + now.agent(), each);
            if (before == null) {
                if (!now.operation().equals(ENTERED)) {
                    found.add(Violation.of(this, now.agent() + " left and had not entered", each.line()));
                }
            } else if (now.operation().equals(before.event().operation())) {
                found.add(Violation.of(
                        this,
                        now.agent() + " " + now.operation() + " twice, with nothing in between",
                        before.line(),
                        each.line()));
            } else if (falls(before.event(), now)) {
                found.add(Violation.of(this, "the epochs of " + now.agent() + " fall", before.line(), each.line()));
            }
        });
        Optional<Of<EverybodyLeft>> over = history.first(EverybodyLeft.class);
        over.ifPresent(end -> last.values().stream()
                .filter(each -> each.event().operation().equals(ENTERED))
                .map(each -> Violation.of(
                        this,
                        each.event().agent() + " entered and nobody was told that it left",
                        each.line(),
                        end.line()))
                .forEach(found::add));
        return found;
    }

    /** Who leaves may do so under the epoch that entered; who enters has a new one. */
    private static boolean falls(Presence before, Presence now) {
        return now.operation().equals(ENTERED) ? now.epoch() <= before.epoch() : now.epoch() < before.epoch();
    }
}
