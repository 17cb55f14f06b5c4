package io.restante.contract;

import io.restante.settlement.SubmitClaim;

/** The value of a record of {@code settlement.claims}. */
final class SubmitClaimCodec implements Codec<SubmitClaim> {
    @Override
    public byte[] encode(SubmitClaim claim) {
        return JsonText.object(json -> {
            json.put("supplier", claim.supplier());
            RelayWords.header(json, claim.session());
            RelayWords.root(json, claim.root());
            json.put("attempt", claim.attempt())
                    .put("deadline_height", claim.deadline())
                    .put("batch_height", claim.batch());
        });
    }

    @Override
    public SubmitClaim decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new SubmitClaim(
                json.requiredText("supplier"),
                RelayWords.header(json),
                RelayWords.root(json),
                (int) Math.min(json.requiredWhole("attempt", 1), Integer.MAX_VALUE),
                json.requiredWhole("deadline_height", 0),
                json.requiredWhole("batch_height", 0));
    }
}
