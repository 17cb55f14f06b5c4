package io.restante.gateway.relay;

import io.restante.query.RelaySessionQueries;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some relay sessions of a list.
 *
 * @param next where the next page begins; absent on the last one, so that who follows cursors never meets an empty page
 */
record RelaySessionPage(List<RelaySession> sessions, Optional<RelaySessionCursor> next) {
    /** The most sessions on a page, and the most that are read at a time. */
    static final int MOST = 1_000;

    /** The sessions in this state, from behind the last one of the page before; as many are read as it takes to find them. */
    static RelaySessionPage read(
            RelaySessionQueries queries,
            Optional<String> supplier,
            Optional<String> state,
            Optional<SupplierSession> after,
            int limit) {
        List<RelaySession> found = new ArrayList<>();
        Optional<SupplierSession> last = after;
        boolean more = true;
        while (more && found.size() <= limit) {
            List<RelaySession> read = queries.sessions(supplier, last, MOST);
            read.stream()
                    .filter(session -> state.isEmpty() || state.get().equals(session.word()))
                    .forEach(found::add);
            more = read.size() == MOST;
            last = more ? Optional.of(key(read)) : last;
        }
        List<RelaySession> page = List.copyOf(found.subList(0, Math.min(limit, found.size())));
        return new RelaySessionPage(
                page, found.size() > limit ? Optional.of(new RelaySessionCursor(key(page))) : Optional.empty());
    }

    private static SupplierSession key(List<RelaySession> sessions) {
        return sessions.getLast().life().key();
    }
}
