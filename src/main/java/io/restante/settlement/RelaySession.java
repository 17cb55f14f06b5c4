package io.restante.settlement;

/** A relay session as one supplier serves it, from its first relay until nothing more can come of it. */
public sealed interface RelaySession {
    Life life();

    /** As queries and metrics spell the state. */
    String word();

    /** A state that has a root. */
    sealed interface WithRoot extends RelaySession {
        Frozen frozen();
    }

    /** Relays become leaves. */
    record Active(Life life) implements RelaySession {
        @Override
        public String word() {
            return "active";
        }
    }

    /**
     * Closed to relays; its leaves are being counted up to the root.
     *
     * @param height at which it was closed
     */
    record Freezing(Life life, long height) implements RelaySession {
        @Override
        public String word() {
            return "claiming";
        }
    }

    /** The claim is on its way into a block. */
    record Claiming(Life life, Frozen frozen, Sending sending) implements WithRoot {
        @Override
        public String word() {
            return "claiming";
        }
    }

    /**
     * The claim is in a block.
     *
     * @param claimedAt the height of that block
     */
    record Claimed(Life life, Frozen frozen, int claimAttempts, long claimedAt) implements WithRoot {
        @Override
        public String word() {
            return "claimed";
        }
    }

    /**
     * The tree must be opened at a path that nobody could foresee.
     *
     * @param path in hexadecimal
     * @param sending of the proof; none while it is being made
     */
    record Proving(Life life, Frozen frozen, int claimAttempts, long claimedAt, String path, Sending sending)
            implements WithRoot {
        @Override
        public String word() {
            return "proving";
        }
    }

    /**
     * Its leaves do not give the root any more that was kept. Nothing is sent for it; somebody must look.
     *
     * @param before its state until then
     */
    record Stopped(WithRoot before, TreeRoot found) implements RelaySession {
        @Override
        public Life life() {
            return before.life();
        }

        @Override
        public String word() {
            return "stopped";
        }
    }

    /** It is over; what is kept of it is a record of history. */
    record Ended(Life life, EndedRelaySession history) implements RelaySession {
        @Override
        public String word() {
            return history.end().word();
        }
    }
}
