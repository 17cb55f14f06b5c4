package io.restante.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restante.base.Seeds;
import io.restante.contract.MalformedException;
import io.restante.query.RelaySessionQueries;
import io.restante.settlement.Life;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.Relays;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RelaySessionPageTest {
    private static final SupplierSession GONE = Relays.session(1).of("supplier-gone");

    @Test
    void whoFollowsCursorsMeetsEverySessionOnceAndNoEmptyPage() {
        Seeds.each(200, seed -> {
            Random random = new Random(seed);
            Sessions sessions = new Sessions(random, random.nextInt(3 * RelaySessionPage.MOST));
            Optional<String> state = List.of(Optional.<String>empty(), Optional.of("active"), Optional.of("claiming"))
                    .get(random.nextInt(3));
            int limit = 1 + random.nextInt(RelaySessionPage.MOST);
            List<RelaySession> met = new ArrayList<>();
            Optional<SupplierSession> after = Optional.empty();
            do {
                RelaySessionPage page = RelaySessionPage.read(sessions, Optional.empty(), state, after, limit);
                assertThat(page.sessions()).hasSizeLessThanOrEqualTo(limit);
                assertThat(page.next().isPresent() && page.sessions().isEmpty()).isFalse();
                assertThat(after.isPresent() && page.sessions().isEmpty()).isFalse();
                met.addAll(page.sessions());
                after = page.next().map(cursor -> parsed(cursor.toString()).last());
            } while (after.isPresent());
            assertThat(met)
                    .isEqualTo(sessions.all.stream()
                            .filter(session -> state.isEmpty() || state.get().equals(session.word()))
                            .toList());
        });
    }

    @Test
    void aCursorThatNobodyGaveIsRefused() {
        for (String text : List.of("", "?", "c3VwcGxpZXI", new RelaySessionCursor(GONE) + "AA")) {
            assertThatThrownBy(() -> RelaySessionCursor.parse(text))
                    .isInstanceOf(MalformedException.class)
                    .hasMessageContaining("expected a cursor as the page before gave it, got \"" + text + "\"");
        }
    }

    private static RelaySessionCursor parsed(String text) {
        try {
            return RelaySessionCursor.parse(text);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sessions in the order of their keys, as one partition keeps them. */
    private static final class Sessions implements RelaySessionQueries {
        private final List<RelaySession> all = new ArrayList<>();

        Sessions(Random random, int count) {
            for (int n = 0; n < count; n++) {
                Life life = new Life(String.format("supplier-%05d", n), Relays.session(1), 1, n, n, 0);
                all.add(random.nextInt(4) == 0 ? new Freezing(life, 12) : new Active(life));
            }
        }

        @Override
        public List<RelaySession> sessions(Optional<String> supplier, Optional<SupplierSession> after, int limit) {
            return all.stream()
                    .filter(session -> after.isEmpty() || session.life().key().compareTo(after.get()) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public SeenChain chain(long height) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Optional<RelaySession> session(SupplierSession key) {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Optional<ClosestProof> proof(SupplierSession key, TreePath path) {
            throw new AssertionError("nobody asks");
        }
    }
}
