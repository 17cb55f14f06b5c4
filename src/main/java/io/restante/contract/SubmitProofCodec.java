package io.restante.contract;

import io.restante.settlement.SubmitProof;

/** The value of a record of {@code settlement.proofs}. */
final class SubmitProofCodec implements Codec<SubmitProof> {
    @Override
    public byte[] encode(SubmitProof proof) {
        return JsonText.object(json -> {
            json.put("supplier", proof.supplier());
            RelayWords.header(json, proof.session());
            RelayWords.root(json, proof.root());
            json.putObject("proof", inner -> ClosestProofJson.write(inner, proof.proof()))
                    .put("attempt", proof.attempt())
                    .put("deadline_height", proof.deadline())
                    .put("batch_height", proof.batch());
        });
    }

    @Override
    public SubmitProof decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new SubmitProof(
                json.requiredText("supplier"),
                RelayWords.header(json),
                RelayWords.root(json),
                ClosestProofJson.read(json.requiredObject("proof")),
                (int) Math.min(json.requiredWhole("attempt", 1), Integer.MAX_VALUE),
                json.requiredWhole("deadline_height", 0),
                json.requiredWhole("batch_height", 0));
    }
}
