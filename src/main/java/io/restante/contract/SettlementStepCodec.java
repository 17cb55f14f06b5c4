package io.restante.contract;

import io.restante.settlement.SettlementStep;

/** The value of a record of {@code settlement.steps}. */
final class SettlementStepCodec implements Codec<SettlementStep> {
    @Override
    public byte[] encode(SettlementStep step) {
        return JsonText.object(json -> json.put("number", step.number()));
    }

    @Override
    public SettlementStep decode(byte[] bytes) throws MalformedException {
        return new SettlementStep(JsonObject.parse(bytes).requiredWhole("number", 0));
    }
}
