package io.restante.contract;

import io.restante.base.Payload;
import io.restante.settlement.ServedRelay;
import io.restante.settlement.SessionHeader;
import java.util.Optional;

/** The value of a record of {@code settlement.relays}. What it writes is canonical: it is what a tree's leaf holds and what is hashed. */
final class ServedRelayCodec implements Codec<ServedRelay> {
    private static final String SIGNATURE = "signature";

    @Override
    public byte[] encode(ServedRelay relay) {
        return JsonText.object(json -> {
            json.put("supplier", relay.supplier());
            RelayWords.header(json, relay.session());
            json.put("units", relay.units())
                    .putObject("request", request -> request.put("payload", relay.request())
                            .put(SIGNATURE, relay.applicationSignature()))
                    .putObject("response", response -> response.put("status", relay.status())
                            .put("payload_hash", relay.payloadHash())
                            .put(SIGNATURE, relay.supplierSignature()));
        });
    }

    @Override
    public ServedRelay decode(byte[] bytes) throws MalformedException {
        Optional<ServedRelay> canonical = CanonicalRelay.read(bytes);
        return canonical.isPresent() ? canonical.get() : any(bytes);
    }

    /** However it is written. */
    ServedRelay any(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        String supplier = json.requiredText("supplier");
        SessionHeader session = RelayWords.header(json);
        long units = json.requiredWhole("units", 1);
        JsonObject request = json.requiredObject("request");
        Payload payload = request.requiredPayload();
        String asked = request.requiredText(SIGNATURE);
        JsonObject response = json.requiredObject("response");
        int status = (int) Math.min(response.requiredWhole("status", 100), Integer.MAX_VALUE);
        String hash = response.requiredText("payload_hash");
        String answered = response.requiredText(SIGNATURE);
        return RelayWords.legal(
                json, () -> new ServedRelay(supplier, session, units, payload, asked, status, hash, answered));
    }
}
