package io.restante.contract;

import io.restante.base.AgentId;
import io.restante.group.FanOutStep;
import java.util.Optional;

/** The value of a record of {@code group.steps}. */
final class FanOutStepCodec implements Codec<FanOutStep> {
    @Override
    public byte[] encode(FanOutStep step) {
        return JsonText.object(json -> json.put("event", step.event()).putIfPresent("after", step.after()));
    }

    @Override
    public FanOutStep decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new FanOutStep(
                json.requiredWhole("event", 0),
                json.has("after") ? Optional.of(Words.agent(json, "after")) : Optional.<AgentId>empty());
    }
}
