package io.restante.settlement;

import io.restante.base.Decision;
import io.restante.base.Rejection;
import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.RelaySessionEvent.ClaimIncluded;
import io.restante.settlement.RelaySessionEvent.ProofSent;
import io.restante.settlement.RelaySessionEvent.RelayRecorded;
import io.restante.settlement.RelaySessionEvent.RelayWasLate;
import io.restante.settlement.RelaySessionEvent.RootFrozen;
import io.restante.settlement.RelaySessionEvent.SessionOpened;
import io.restante.settlement.RelaySessionEvent.SessionStopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of a relay session when a relay, a root, a proof or a word from the chain comes. Pure. */
public final class RelaySessionDecider {
    private final ChainRules rules;
    private final HeightDecider heights;

    public RelaySessionDecider(ChainRules rules) {
        this.rules = rules;
        this.heights = new HeightDecider(rules);
    }

    /**
     * Records a relay, if the session is one of the chain's and not closed yet.
     *
     * @param leaf whether its hash is below the difficulty's target
     * @param known whether the same relay is a leaf already
     */
    public Decision<RelaySessionEvent> record(
            Optional<RelaySession> session, ServedRelay relay, boolean leaf, boolean known, Chain chain) {
        boolean open = chain.height() < rules.heights(relay.session()).claim().open();
        if (session.isEmpty()) {
            Optional<Rejection> refusal = refusal(relay, chain);
            if (refusal.isPresent() || !open) {
                return Decision.rejected(refusal.orElseGet(() -> Refusals.closed(relay.session(), chain)));
            }
            return Decision.accepted(List.of(new SessionOpened(new Life(relay)), new RelayRecorded(leaf)));
        }
        if (known) {
            return Decision.rejected(Rejection.ALREADY_DONE);
        }
        Life life = session.get().life();
        if (!life.session().equals(relay.session())) {
            return Decision.rejected(Refusals.differs(relay.session()));
        }
        if (life.units() != relay.units()) {
            return Decision.rejected(Refusals.units(relay.units(), life.units()));
        }
        return Decision.accepted(
                List.of(open && session.get() instanceof Active ? new RelayRecorded(leaf) : new RelayWasLate()));
    }

    private Optional<Rejection> refusal(ServedRelay relay, Chain chain) {
        SessionHeader header = relay.session();
        boolean another = chain.hash(header.startHeight())
                .filter(hash -> !rules.sessionId(header, hash).equals(header.sessionId()))
                .isPresent();
        if (!rules.onGrid(header) || another) {
            return Optional.of(Refusals.differs(header));
        }
        long units = rules.units(header).orElse(relay.units());
        return units == relay.units() ? Optional.empty() : Optional.of(Refusals.units(relay.units(), units));
    }

    /** Why a relay that came after the freeze is not in the tree. */
    public static Rejection closed(ServedRelay relay, Chain chain) {
        return Refusals.closed(relay.session(), chain);
    }

    /** What follows from the height the partition has come to, and the blocks it has seen. */
    public List<RelaySessionEvent> at(RelaySession session, Chain chain) {
        return heights.at(session, chain);
    }

    /** The next height at which {@link #at} must be asked; empty when something else must come first. */
    public Optional<Long> next(RelaySession session, long height) {
        return heights.next(session, height);
    }

    /** The root of the closed session was computed: it is kept, and claimed. */
    public List<RelaySessionEvent> frozen(Freezing session, TreeRoot root, Chain chain) {
        List<RelaySessionEvent> events = new ArrayList<>();
        Frozen frozen = new Frozen(root, session.height());
        events.add(new RootFrozen(frozen));
        events.addAll(heights.at(new Claiming(session.life(), frozen, Sending.NONE), chain));
        return events;
    }

    /** The proof was made, and with it the root once more; they go out if the root is the one that was claimed. */
    public List<RelaySessionEvent> proved(Proving session, TreeRoot found, Chain chain) {
        List<RelaySessionEvent> stop = verified(session, found);
        if (!stop.isEmpty() || session.sending().attempts() > 0) {
            return stop;
        }
        Window window = rules.heights(session.life().session()).proof();
        return window.canBegin(chain.height()) ? List.of(new ProofSent(1, chain.height(), window.close())) : List.of();
    }

    /** The root was computed anew, from the leaves as they are now. One that differs stops the session. */
    public List<RelaySessionEvent> verified(WithRoot session, TreeRoot found) {
        return session.frozen().root().equals(found) ? List.of() : List.of(new SessionStopped(found));
    }

    /** The chain said what became of a transaction. What does not fit the session's state changes nothing. */
    public Decision<RelaySessionEvent> told(RelaySession session, TransactionEvent event, Chain chain) {
        List<RelaySessionEvent> events =
                switch (event.outcome()) {
                    case ACCEPTED -> List.<RelaySessionEvent>of();
                    case INCLUDED -> included(session, event, chain);
                    case REJECTED -> rejected(session, event, chain);
                };
        return events.isEmpty() ? Decision.rejected(Rejection.ALREADY_DONE) : Decision.accepted(events);
    }

    private List<RelaySessionEvent> included(RelaySession session, TransactionEvent event, Chain chain) {
        return switch (event.kind()) {
            case CLAIM -> claimIncluded(session, event, chain);
            case PROOF ->
                session instanceof Proving proving && proving.sending().attempts() > 0
                        ? List.of(heights.end(proving, End.SETTLED, chain, Optional.empty()))
                        : List.of();
        };
    }

    private List<RelaySessionEvent> claimIncluded(RelaySession session, TransactionEvent event, Chain chain) {
        if (!(session instanceof Claiming claiming) || claiming.sending().attempts() == 0) {
            return List.of();
        }
        List<RelaySessionEvent> events = new ArrayList<>();
        events.add(new ClaimIncluded(event.height()));
        events.addAll(heights.at(
                new Claimed(
                        claiming.life(), claiming.frozen(), claiming.sending().attempts(), event.height()),
                chain));
        return events;
    }

    private List<RelaySessionEvent> rejected(RelaySession session, TransactionEvent event, Chain chain) {
        return switch (event.kind()) {
            case CLAIM ->
                session instanceof Claiming claiming
                        ? List.of(heights.end(claiming, End.CLAIM_REJECTED, chain, event.reason()))
                        : List.of();
            case PROOF ->
                session instanceof Proving proving && proving.sending().attempts() > 0
                        ? List.of(heights.end(proving, End.PROOF_REJECTED, chain, event.reason()))
                        : List.of();
        };
    }

    /** The session after the event. */
    public static RelaySession apply(Optional<RelaySession> session, RelaySessionEvent event) {
        return session.isEmpty() ? opened(event) : Applying.event(session.get(), event);
    }

    private static RelaySession opened(RelaySessionEvent event) {
        if (event instanceof SessionOpened opened) {
            return new Active(opened.life());
        }
        throw new IllegalStateException("A relay session begins with " + SessionOpened.class.getSimpleName()
                + ", not with " + event.getClass().getSimpleName());
    }
}
