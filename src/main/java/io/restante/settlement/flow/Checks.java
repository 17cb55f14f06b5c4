package io.restante.settlement.flow;

import io.restante.contract.StoredLeaves.Digests;
import io.restante.settlement.RelaySession;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TreeRoot;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds out over several steps whether sessions' leaves are what they were: first which root their digests give, and then whether each relay gives its leaf's digest. In memory alone, as countings
 * are.
 */
final class Checks {
    private final LeafStore leaves;
    private final Recounts recounts;
    private final Map<SupplierSession, Check> checks = new HashMap<>();

    Checks(LeafStore leaves, Recounts recounts) {
        this.leaves = leaves;
        this.recounts = recounts;
    }

    /**
     * How far the relays of a session have been read.
     *
     * @param root that the digests give
     * @param next number of the next relay
     */
    private record Check(TreeRoot root, long next) {}

    /**
     * Goes on with a check.
     *
     * @param budget how many leaves and relays may still be read; what was read is taken from it
     * @return the root that the leaves give, once all of them and their relays have been read
     */
    Optional<TreeRoot> goOn(SupplierSession key, RelaySession session, Budget budget) {
        Optional<Check> counted = counted(key, session, budget);
        if (counted.isEmpty()) {
            return Optional.empty();
        }
        Check check = counted.get();
        long count = session.life().leaves();
        OptionalInt read = leaves.of(key, Digests.KEPT).check(check.next(), budget.leaves(count - check.next()));
        if (read.isEmpty()) {
            forget(key);
            return Optional.of(TreeRoot.of(leaves.recount(key, count).root().toString()));
        }
        budget.spend(read.getAsInt());
        long next = check.next() + read.getAsInt();
        checks.put(key, new Check(check.root(), next));
        if (next < count) {
            return Optional.empty();
        }
        forget(key);
        return Optional.of(check.root());
    }

    private Optional<Check> counted(SupplierSession key, RelaySession session, Budget budget) {
        Check check = checks.get(key);
        return check != null
                ? Optional.of(check)
                : recounts.goOn(key, session, budget, (prefix, page) -> {})
                        .map(counted -> new Check(counted.root(), counted.whole()));
    }

    void forget(SupplierSession key) {
        checks.remove(key);
        recounts.forget(key);
    }
}
