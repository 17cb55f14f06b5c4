package io.restante.settlement.flow;

import io.restante.base.Payload;
import io.restante.base.Rejection;
import io.restante.settlement.Barrier;
import io.restante.settlement.EndedRelaySession;
import io.restante.settlement.SettlementStep;
import io.restante.settlement.SubmitClaim;
import io.restante.settlement.SubmitProof;

/** What a step tells others. */
public sealed interface SettlementOutput {
    record Claim(SubmitClaim claim) implements SettlementOutput {}

    record Proof(SubmitProof proof) implements SettlementOutput {}

    record History(EndedRelaySession ended) implements SettlementOutput {}

    record OnRelayLog(Barrier barrier) implements SettlementOutput {}

    record NextStep(SettlementStep step) implements SettlementOutput {}

    /** @param raw the relay's bytes as they were read */
    record RefusedRelay(Payload raw, Rejection rejection) implements SettlementOutput {}
}
