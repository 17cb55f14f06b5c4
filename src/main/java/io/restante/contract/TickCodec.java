package io.restante.contract;

import io.restante.base.Tick;

/** The value of a record of {@code clock.ticks}. */
final class TickCodec implements Codec<Tick> {
    @Override
    public byte[] encode(Tick tick) {
        return JsonText.object(json -> json.put("at", tick.at()));
    }

    @Override
    public Tick decode(byte[] bytes) throws MalformedException {
        return new Tick(JsonObject.parse(bytes).requiredTime("at"));
    }
}
