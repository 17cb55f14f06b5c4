package io.restante.settlement.flow;

import io.restante.contract.StoredLeaves.Digests;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TreeRoot;
import io.restante.settlement.tree.Bytes;
import io.restante.settlement.tree.ClosestProof;
import io.restante.settlement.tree.Crown;
import io.restante.settlement.tree.Prover;
import io.restante.settlement.tree.TreePath;
import io.restante.settlement.tree.UpperNodes;
import io.restante.settlement.tree.Verdict;
import io.restante.settlement.tree.Verifier;
import java.util.Optional;

/** Makes proofs from leaves and the upper nodes that were kept at the freeze, and lets none out that a strict verifier would refuse. */
final class Proofs {
    private final SettlementStore store;
    private final LeafStore leaves;

    Proofs(SettlementStore store, LeafStore leaves) {
        this.store = store;
        this.leaves = leaves;
    }

    /**
     * A proof that was made.
     *
     * @param found the root that the leaves give
     * @param proof absent when that is not the root that was kept
     */
    record Made(TreeRoot found, Optional<SubmitProof> proof) {}

    Made make(SupplierSession key, Proving session) {
        Optional<ClosestProof> proof = store.crown(key).flatMap(crown -> verified(key, session, crown, Digests.KEPT));
        if (proof.isPresent()) {
            return new Made(session.frozen().root(), proof.map(each -> command(session, each)));
        }
        Crown anew = leaves.recount(key, session.frozen().root().count());
        return new Made(
                TreeRoot.of(anew.root().toString()),
                verified(key, session, anew, Digests.ANEW).map(each -> command(session, each)));
    }

    private Optional<ClosestProof> verified(SupplierSession key, Proving session, UpperNodes crown, Digests digests) {
        TreePath path = TreePath.hex(session.path());
        Bytes root = Bytes.hex(session.frozen().root().hex());
        try {
            return new Prover(leaves.of(key, digests), crown)
                    .closest(path)
                    .filter(each -> new Verifier().closest(root, path.toBytes(), each) instanceof Verdict.Accepted);
        } catch (IllegalStateException e) {
            // The leaves are not those of the crown: a recount says which root they give, and that decides.
            return Optional.empty();
        }
    }

    private static SubmitProof command(Proving session, ClosestProof proof) {
        return new SubmitProof(
                session.life().supplier(),
                session.life().session(),
                session.frozen().root(),
                proof,
                1,
                0,
                0);
    }
}
