package io.restante.faults;

import io.restante.faults.history.Event.BlockOnLog;
import io.restante.faults.history.Event.RelayOnLog;
import io.restante.faults.history.Event.RelaySessionOver;
import io.restante.faults.history.History;
import io.restante.faults.history.Journal;
import java.util.Set;
import java.util.stream.Collectors;

/** The relay sessions that a journal tells of. */
final class RelaySessions {
    /** Blocks after the last window has closed. */
    private static final long LATER = 20;

    private final Journal journal;

    RelaySessions(Journal journal) {
        this.journal = journal;
    }

    /** Whether each is told to be over, or would be if it ever were. */
    boolean over() {
        History history = journal.history();
        Set<String> over = history.all(RelaySessionOver.class)
                .map(each -> each.event().session())
                .collect(Collectors.toSet());
        long height = history.all(BlockOnLog.class)
                .mapToLong(each -> each.event().height())
                .max()
                .orElse(0);
        return history.all(RelayOnLog.class)
                .map(each -> each.event())
                .filter(each -> !over.contains(each.session()))
                .allMatch(each -> height > ChainPart.HEIGHTS.windows(each.end()).proofClose() + LATER);
    }
}
