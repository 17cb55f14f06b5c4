package io.restante.settlement.flow;

import io.restante.contract.MalformedException;
import io.restante.contract.SettlementLayout;
import io.restante.contract.SettlementLayout.OfSession;
import io.restante.contract.SettlementTopics;
import io.restante.contract.SettlementWatch;
import io.restante.contract.StoredLeaves;
import io.restante.settlement.RelaySession;
import io.restante.settlement.RelaySession.Ended;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySessionDecider;
import io.restante.settlement.RelaySessionEvent;
import io.restante.settlement.RelaySessionEvent.ClaimIncluded;
import io.restante.settlement.RelaySessionEvent.ClaimSent;
import io.restante.settlement.RelaySessionEvent.ProofAsked;
import io.restante.settlement.RelaySessionEvent.ProofSent;
import io.restante.settlement.RelaySessionEvent.RelayRecorded;
import io.restante.settlement.RelaySessionEvent.RelayWasLate;
import io.restante.settlement.RelaySessionEvent.RootFrozen;
import io.restante.settlement.RelaySessionEvent.SessionClosed;
import io.restante.settlement.RelaySessionEvent.SessionEnded;
import io.restante.settlement.RelaySessionEvent.SessionOpened;
import io.restante.settlement.RelaySessionEvent.SessionStopped;
import io.restante.settlement.SubmitProof;
import io.restante.settlement.SupplierSession;
import io.restante.settlement.TransactionEvent.Kind;
import io.restante.settlement.tree.CrownPages;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Lets what was decided of a relay session take effect: saves the session, and tells those it concerns. */
final class RelaySessionSteps {
    private final RelaySessionDecider decider;
    private final SettlementWatch watch;
    private final SettlementStore store;
    private final Proofs proofs;
    private final ProcessorContext<SupplierSession, SettlementOutput> context;

    RelaySessionSteps(
            RelaySessionDecider decider,
            SettlementWatch watch,
            SettlementStore store,
            LeafStore leaves,
            ProcessorContext<SupplierSession, SettlementOutput> context) {
        this.decider = decider;
        this.watch = watch;
        this.store = store;
        this.proofs = new Proofs(store, leaves);
        this.context = context;
    }

    /** All of the events happened to the session, and what follows from them. */
    RelaySession happen(
            Record<?, ?> cause, SupplierSession key, @Nullable RelaySession before, List<RelaySessionEvent> events) {
        Optional<RelaySession> session = Optional.ofNullable(before);
        Deque<RelaySessionEvent> left = new ArrayDeque<>(events);
        boolean stirred = false;
        while (!left.isEmpty()) {
            RelaySessionEvent event = left.poll();
            RelaySession after = RelaySessionDecider.apply(session, event);
            left.addAll(effect(cause, key, after, event));
            stirred |= !(event instanceof RelayRecorded || event instanceof RelayWasLate);
            session = Optional.of(after);
        }
        RelaySession after = session.orElseThrow();
        save(key, after, stirred);
        Optional<String> from = Optional.ofNullable(before).map(RelaySession::word);
        Optional<String> to = after instanceof Ended ? Optional.empty() : Optional.of(after.word());
        if (!from.equals(to)) {
            watch.moved(context.taskId().partition(), from, to);
        }
        return after;
    }

    private void save(SupplierSession key, RelaySession after, boolean stirred) {
        if (after instanceof Ended) {
            end(key, after.life().leaves());
            return;
        }
        store.put(key, after);
        if (stirred) {
            lookAgain(key, after);
        }
    }

    private void end(SupplierSession key, long leaves) {
        List.of(OfSession.SESSION, OfSession.FREEZING, OfSession.CROWN, OfSession.PROOF)
                .forEach(kind -> store.delete(kind, key));
        if (CrownPages.several(leaves)) {
            store.deletePages(key);
        }
        if (leaves > 0) {
            store.put(
                    OfSession.DOOMED,
                    key,
                    SettlementLayout.write(new SettlementLayout.Doomed(StoredLeaves.FIRST, leaves)));
        }
    }

    /** The session is looked at when its next height comes. */
    void lookAgain(SupplierSession key, RelaySession session) {
        decider.next(session, store.height()).ifPresent(height -> store.wakeAt(height, key));
    }

    private List<RelaySessionEvent> effect(
            Record<?, ?> cause, SupplierSession key, RelaySession after, RelaySessionEvent event) {
        switch (event) {
            case SessionClosed closed -> store.mark(OfSession.FREEZING, key);
            case RootFrozen root -> store.delete(OfSession.FREEZING, key);
            case ClaimSent sent -> {
                watch.sent(Kind.CLAIM, sent.claim().attempt());
                tell(cause, key, new SettlementOutput.Claim(sent.claim()));
            }
            case ProofAsked asked -> {
                return prove(key, (Proving) after);
            }
            case ProofSent sent -> {
                watch.sent(Kind.PROOF, sent.attempt());
                tell(cause, key, new SettlementOutput.Proof(proof(key, sent)));
            }
            case SessionStopped stopped -> watch.stopped(key, (Stopped) after);
            case SessionEnded ended -> {
                watch.ended(key, ended.end());
                tell(cause, key, new SettlementOutput.History(((Ended) after).history()));
            }
            case RelayRecorded relay -> watch.recorded(relay.leaf());
            // These change what is known of the session; nobody else is concerned.
            case SessionOpened opened -> {}
            case RelayWasLate late -> {}
            case ClaimIncluded included -> {}
        }
        return List.of();
    }

    private List<RelaySessionEvent> prove(SupplierSession key, Proving session) {
        Proofs.Made made = proofs.make(key, session);
        List<RelaySessionEvent> events = decider.proved(session, made.found(), store);
        made.proof()
                .ifPresent(proof -> store.put(
                        OfSession.PROOF, key, SettlementTopics.PROOFS.values().encode(proof)));
        return events;
    }

    /** What was kept when the proof was made, with the attempt it is sent in. */
    private SubmitProof proof(SupplierSession key, ProofSent sent) {
        byte[] kept = store.entry(OfSession.PROOF, key)
                .orElseThrow(() -> new IllegalStateException("The proof of session " + key.sessionId() + " is gone"));
        try {
            SubmitProof proof = SettlementTopics.PROOFS.values().decode(kept);
            return new SubmitProof(
                    proof.supplier(),
                    proof.session(),
                    proof.root(),
                    proof.proof(),
                    sent.attempt(),
                    sent.deadline(),
                    sent.height());
        } catch (MalformedException e) {
            throw new IllegalStateException("The proof of session " + key.sessionId() + " cannot be read", e);
        }
    }

    void tell(Record<?, ?> cause, SupplierSession key, SettlementOutput output) {
        context.forward(new Record<>(key, output, cause.timestamp(), cause.headers()));
    }
}
