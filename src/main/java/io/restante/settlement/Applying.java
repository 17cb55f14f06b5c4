package io.restante.settlement;

import io.restante.settlement.RelaySession.Active;
import io.restante.settlement.RelaySession.Claimed;
import io.restante.settlement.RelaySession.Claiming;
import io.restante.settlement.RelaySession.Ended;
import io.restante.settlement.RelaySession.Freezing;
import io.restante.settlement.RelaySession.Proving;
import io.restante.settlement.RelaySession.Stopped;
import io.restante.settlement.RelaySession.WithRoot;
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
import java.util.Optional;

/** The session after an event. An event that does not fit the state is a mistake of the decider's, and is told loudly. */
final class Applying {
    private Applying() {}

    static RelaySession event(RelaySession session, RelaySessionEvent event) {
        return switch (event) {
            case SessionOpened opened -> throw unfit(session, event);
            case RelayRecorded relay ->
                new Active(as(Active.class, session, event).life().withRelay(relay.leaf()));
            case RelayWasLate late -> withLife(session, session.life().withLate());
            case SessionClosed closed ->
                new Freezing(as(Active.class, session, event).life(), closed.height());
            case RootFrozen root ->
                new Claiming(as(Freezing.class, session, event).life(), root.frozen(), Sending.NONE);
            case ClaimSent sent -> sent(as(Claiming.class, session, event), sent.claim());
            case ClaimIncluded included -> included(as(Claiming.class, session, event), included.height());
            case ProofAsked asked -> asked(as(Claimed.class, session, event), asked.path());
            case ProofSent sent -> sent(as(Proving.class, session, event), sent.height());
            case SessionStopped stopped -> new Stopped(as(WithRoot.class, session, event), stopped.found());
            case SessionEnded ended -> new Ended(session.life(), history(session, ended));
        };
    }

    private static <S extends RelaySession> S as(Class<S> state, RelaySession session, RelaySessionEvent event) {
        if (state.isInstance(session)) {
            return state.cast(session);
        }
        throw unfit(session, event);
    }

    private static Claiming sent(Claiming session, SubmitClaim claim) {
        return new Claiming(session.life(), session.frozen(), session.sending().sentAt(claim.batch()));
    }

    private static Claimed included(Claiming session, long height) {
        return new Claimed(session.life(), session.frozen(), session.sending().attempts(), height);
    }

    private static Proving asked(Claimed session, String path) {
        return new Proving(
                session.life(), session.frozen(), session.claimAttempts(), session.claimedAt(), path, Sending.NONE);
    }

    private static Proving sent(Proving session, long height) {
        return new Proving(
                session.life(),
                session.frozen(),
                session.claimAttempts(),
                session.claimedAt(),
                session.path(),
                session.sending().sentAt(height));
    }

    private static RelaySession withLife(RelaySession session, Life life) {
        return switch (session) {
            case Active active -> new Active(life);
            case Freezing freezing -> new Freezing(life, freezing.height());
            case WithRoot rooted -> withLife(rooted, life);
            case Stopped stopped -> new Stopped(withLife(stopped.before(), life), stopped.found());
            case Ended ended -> ended;
        };
    }

    private static WithRoot withLife(WithRoot session, Life life) {
        return switch (session) {
            case Claiming claiming -> new Claiming(life, claiming.frozen(), claiming.sending());
            case Claimed claimed -> new Claimed(life, claimed.frozen(), claimed.claimAttempts(), claimed.claimedAt());
            case Proving proving ->
                new Proving(
                        life,
                        proving.frozen(),
                        proving.claimAttempts(),
                        proving.claimedAt(),
                        proving.path(),
                        proving.sending());
        };
    }

    private static EndedRelaySession history(RelaySession session, SessionEnded ended) {
        Optional<WithRoot> rooted =
                switch (session) {
                    case WithRoot with -> Optional.of(with);
                    case Stopped stopped -> Optional.of(stopped.before());
                    case Active active -> Optional.empty();
                    case Freezing freezing -> Optional.empty();
                    case Ended already -> Optional.empty();
                };
        Life life = session.life();
        return new EndedRelaySession(
                life.supplier(),
                life.session(),
                ended.end(),
                rooted.map(with -> with.frozen().root()),
                life.relays(),
                life.late(),
                ended.amount(),
                rooted.map(with -> with.frozen().height()),
                rooted.flatMap(Applying::claimedAt),
                ended.height(),
                rooted.map(Applying::claimAttempts).orElse(0),
                rooted.map(Applying::proofAttempts).orElse(0),
                ended.reason());
    }

    private static Optional<Long> claimedAt(WithRoot session) {
        return switch (session) {
            case Claiming claiming -> Optional.empty();
            case Claimed claimed -> Optional.of(claimed.claimedAt());
            case Proving proving -> Optional.of(proving.claimedAt());
        };
    }

    static int claimAttempts(WithRoot session) {
        return switch (session) {
            case Claiming claiming -> claiming.sending().attempts();
            case Claimed claimed -> claimed.claimAttempts();
            case Proving proving -> proving.claimAttempts();
        };
    }

    static int proofAttempts(WithRoot session) {
        return switch (session) {
            case Claiming claiming -> 0;
            case Claimed claimed -> 0;
            case Proving proving -> proving.sending().attempts();
        };
    }

    private static IllegalStateException unfit(RelaySession session, RelaySessionEvent event) {
        return new IllegalStateException(
                event.getClass().getSimpleName() + " does not fit a session that is " + session.word());
    }
}
