package io.restante.contract;

import io.restante.settlement.Barrier;
import io.restante.settlement.RelayRecord;
import io.restante.settlement.ServedRelay;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The value of a record of {@code settlement.relays}, whoever wrote it: a relay, or a barrier, which begins with a height and names no supplier. */
final class RelayRecordCodec implements Codec<RelayRecord> {
    private static final String HEIGHT = "height";
    private static final byte[] BARRIER = ("{\"" + HEIGHT + "\":").getBytes(StandardCharsets.UTF_8);

    private final Codec<ServedRelay> relays;

    RelayRecordCodec(Codec<ServedRelay> relays) {
        this.relays = relays;
    }

    @Override
    public byte[] encode(RelayRecord record) {
        return switch (record) {
            case ServedRelay relay -> relays.encode(relay);
            case Barrier barrier -> JsonText.object(json -> json.put(HEIGHT, barrier.height()));
        };
    }

    @Override
    public RelayRecord decode(byte[] bytes) throws MalformedException {
        if (bytes.length > BARRIER.length && Arrays.equals(bytes, 0, BARRIER.length, BARRIER, 0, BARRIER.length)) {
            JsonObject json = JsonObject.parse(bytes);
            if (!json.has("supplier")) {
                return new Barrier(json.requiredWhole(HEIGHT, 1));
            }
        }
        return relays.decode(bytes);
    }
}
