package io.restante.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Two clients with one identity that replace each other in a loop, as the times of the replacements show it. Pure. */
final class Duel {
    private Duel() {}

    /** How long a newcomer is still refused; empty when it may replace the session. */
    static Optional<Duration> refused(List<Instant> replacements, Instant now, SessionRules rules) {
        if (replacements.size() < rules.duelReplacements()) {
            return Optional.empty();
        }
        Instant last = replacements.getLast();
        Instant first = replacements.get(replacements.size() - rules.duelReplacements());
        Instant until = last.plus(rules.duelPause());
        boolean duel = !first.plus(rules.duelWindow()).isBefore(last);
        return duel && now.isBefore(until) ? Optional.of(Duration.between(now, until)) : Optional.empty();
    }

    /** The replacements to remember after one more. */
    static List<Instant> with(List<Instant> replacements, Instant now, SessionRules rules) {
        List<Instant> all = new ArrayList<>(replacements);
        all.add(now);
        return all.subList(Math.max(0, all.size() - rules.duelReplacements()), all.size());
    }
}
