package io.restante.settlement;

import io.restante.base.Rejection;

/** Why a relay is not recorded. */
final class Refusals {
    private Refusals() {}

    static Rejection closed(SessionHeader session, Chain chain) {
        return new Rejection(
                "session_closed",
                "The session that ended at height " + session.endHeight() + " takes no relays any more: height "
                        + chain.height() + " has been seen.");
    }

    static Rejection differs(SessionHeader session) {
        return new Rejection(
                "session_unknown",
                "The chain has no session of these heights, application and service with the id " + session.sessionId()
                        + ".");
    }

    static Rejection units(long units, long expected) {
        return new Rejection(
                "units_differ",
                "A relay of this session costs " + expected + " compute units, not " + units
                        + ": a claim's sum must be its count times its units.");
    }
}
