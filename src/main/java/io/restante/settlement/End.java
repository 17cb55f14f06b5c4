package io.restante.settlement;

import java.util.Locale;

/** How a relay session ends. */
public enum End {
    /** No relay of it became a leaf. */
    EMPTY,
    /** Its proof was included. */
    SETTLED,
    /** Settled without a proof: none was asked for. */
    NOT_REQUIRED,
    /** Its claim was in no block when the window closed. */
    CLAIM_MISSED,
    /** The chain did not accept its claim. */
    CLAIM_REJECTED,
    /** Its proof was in no block when the window closed. */
    PROOF_MISSED,
    /** The chain did not accept its proof. */
    PROOF_REJECTED;

    /** As records spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody lost what they had earned. */
    public boolean loss() {
        return switch (this) {
            case EMPTY, SETTLED, NOT_REQUIRED -> false;
            case CLAIM_MISSED, CLAIM_REJECTED, PROOF_MISSED, PROOF_REJECTED -> true;
        };
    }
}
