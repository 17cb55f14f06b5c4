package io.restante.push;

import io.restante.base.PushTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a mailbox remembers of one target: when it was knocked at, and which knocks have no outcome yet.
 *
 * @param rungAt when a message last knocked
 * @param unseen whether it did since a session opened or something was taken
 */
public record Bell(PushTarget target, Optional<Instant> rungAt, boolean unseen, List<Knock> knocks) {
    public Bell {
        knocks = List.copyOf(knocks);
    }

    static Bell untouched(PushTarget target) {
        return new Bell(target, Optional.empty(), false, List.of());
    }

    /** The knock that no sender has been asked for yet, if any. */
    Optional<Knock> waiting() {
        return knocks.stream().filter(knock -> !knock.issued()).findFirst();
    }

    Optional<Knock> knock(long serial) {
        return knocks.stream().filter(knock -> knock.serial() == serial).findFirst();
    }

    /** Whether nothing of it needs to be remembered for what came at or after this time. */
    boolean overBy(Instant time) {
        return knocks.isEmpty()
                && !unseen
                && rungAt.filter(rung -> !rung.isBefore(time)).isEmpty();
    }

    Bell with(Knock knock) {
        List<Knock> changed = without(knock.serial());
        changed.add(knock);
        return new Bell(target, rungAt, unseen, changed);
    }

    Bell ended(Knock knock) {
        return new Bell(target, rungAt, unseen, without(knock.serial()));
    }

    Bell rung(Instant at) {
        return new Bell(target, Optional.of(at), true, knocks);
    }

    Bell seen() {
        return new Bell(target, rungAt, false, knocks);
    }

    private List<Knock> without(long serial) {
        List<Knock> others = new ArrayList<>(knocks);
        others.removeIf(knock -> knock.serial() == serial);
        return others;
    }
}
