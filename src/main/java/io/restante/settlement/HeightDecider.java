package io.restante.settlement;

import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Ended;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySession.WithRoot;
import io.restante.settlement.RelaySessionEvent.ClaimSent;
import io.restante.settlement.RelaySessionEvent.ProofAsked;
import io.restante.settlement.RelaySessionEvent.ProofSent;
import io.restante.settlement.RelaySessionEvent.SessionClosed;
import io.restante.settlement.RelaySessionEvent.SessionEnded;
import java.util.List;
import java.util.Optional;

/**
 * Decides what the passing of blocks means for a relay session. What is due is due at a height or any later one, so a gap between two blocks is
 * as good as all its heights.
 */
final class HeightDecider {
    private final ChainRules rules;

    HeightDecider(ChainRules rules) {
        this.rules = rules;
    }

    List<RelaySessionEvent> at(RelaySession session, Chain chain) {
        SessionHeights heights = rules.heights(session.life().session());
        return switch (session) {
            case Active active -> active(active, heights.claim(), chain.height());
            case Freezing freezing -> List.of();
            case Claiming claiming -> claiming(claiming, heights.claim(), chain);
            case Claimed claimed -> claimed(claimed, heights, chain);
            case Proving proving -> proving(proving, heights.proof(), chain);
            case Stopped stopped -> stopped(stopped, heights, chain);
            case Ended ended -> List.of();
        };
    }

    private static List<RelaySessionEvent> active(Active session, Window window, long height) {
        if (height < window.open()) {
            return List.of();
        }
        return session.life().leaves() == 0
                ? List.of(new SessionEnded(
                        End.EMPTY, height, Optional.empty(), Optional.of("No relay of it became a leaf.")))
                : List.of(new SessionClosed(height));
    }

    private List<RelaySessionEvent> claiming(Claiming session, Window window, Chain chain) {
        if (chain.height() >= window.verdict()) {
            return List.of(end(session, End.CLAIM_MISSED, chain, Optional.of(missed("claim", window))));
        }
        boolean first = session.sending().attempts() == 0 && window.canBegin(chain.height());
        if (first || window.mustSendAgain(session.sending(), chain.height())) {
            return List.of(new ClaimSent(new SubmitClaim(
                    session.life().supplier(),
                    session.life().session(),
                    session.frozen().root(),
                    session.sending().attempts() + 1,
                    window.close(),
                    chain.height())));
        }
        return List.of();
    }

    private List<RelaySessionEvent> claimed(Claimed session, SessionHeights heights, Chain chain) {
        if (chain.height() < heights.proof().open()) {
            return List.of();
        }
        Life life = session.life();
        Optional<String> seed = chain.hash(heights.seed());
        if (seed.isPresent()
                && !rules.proofRequired(
                        life.supplier(), life.session(), session.frozen().root(), seed.get())) {
            return List.of(end(session, End.NOT_REQUIRED, chain, Optional.empty()));
        }
        if (chain.height() >= heights.proof().verdict()) {
            return List.of(end(session, End.PROOF_MISSED, chain, Optional.of(missed("proof", heights.proof()))));
        }
        return seed.isEmpty() || !heights.proof().canBegin(chain.height())
                ? List.of()
                : List.of(new ProofAsked(
                        rules.proofPath(seed.get(), life.session().sessionId())));
    }

    private List<RelaySessionEvent> proving(Proving session, Window window, Chain chain) {
        if (chain.height() >= window.verdict()) {
            return List.of(end(session, End.PROOF_MISSED, chain, Optional.of(missed("proof", window))));
        }
        return session.sending().attempts() > 0 && window.mustSendAgain(session.sending(), chain.height())
                ? List.of(new ProofSent(session.sending().attempts() + 1, chain.height(), window.close()))
                : List.of();
    }

    private List<RelaySessionEvent> stopped(Stopped session, SessionHeights heights, Chain chain) {
        if (chain.height() < heights.proof().verdict()) {
            return List.of();
        }
        End end = session.before() instanceof Claiming ? End.CLAIM_MISSED : End.PROOF_MISSED;
        return List.of(end(
                session.before(),
                end,
                chain,
                Optional.of("It was stopped: its leaves gave the root "
                        + session.found().hex() + ".")));
    }

    private static String missed(String what, Window window) {
        return "The " + what + " was in no block from " + window.open() + " to " + window.close() + ".";
    }

    SessionEnded end(WithRoot session, End end, Chain chain, Optional<String> reason) {
        return new SessionEnded(
                end,
                chain.height(),
                Optional.of(
                        rules.amount(session.life().session(), session.frozen().root())),
                reason);
    }

    /** The next height above this one at which something is due; empty when something else must come first. */
    Optional<Long> next(RelaySession session, long height) {
        SessionHeights heights = rules.heights(session.life().session());
        return switch (session) {
            case Active active -> Optional.of(Math.max(heights.claim().open(), height + 1));
            case Freezing freezing -> Optional.empty();
            case Claiming claiming -> Optional.of(heights.claim().next(claiming.sending(), height));
            case Claimed claimed -> Optional.of(Math.max(heights.proof().open(), height + 1));
            case Proving proving ->
                Optional.of(
                        proving.sending().attempts() == 0
                                ? heights.proof().verdict()
                                : heights.proof().next(proving.sending(), height));
            case Stopped stopped -> Optional.of(heights.proof().verdict());
            case Ended ended -> Optional.empty();
        };
    }
}
