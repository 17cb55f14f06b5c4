package io.restante.settlement;

import java.util.Optional;

/**
 * What is kept of a relay session that is over.
 *
 * @param root what was claimed; absent when nothing was
 * @param relays that were recorded; those above the difficulty's target are no leaves
 * @param late relays that came after the freeze
 * @param amount claimed, in the chain's smallest unit; absent when nothing was claimed
 * @param frozenAt the height at which the root was computed
 * @param claimedAt the height at which the claim was included
 * @param endedAt the height at which it ended
 * @param claimAttempts how often the claim was sent
 * @param proofAttempts how often the proof was sent
 * @param reason for people: why it ended so, where that is not plain
 */
public record EndedRelaySession(
        String supplier,
        SessionHeader session,
        End end,
        Optional<TreeRoot> root,
        long relays,
        long late,
        Optional<Long> amount,
        Optional<Long> frozenAt,
        Optional<Long> claimedAt,
        long endedAt,
        int claimAttempts,
        int proofAttempts,
        Optional<String> reason) {}
