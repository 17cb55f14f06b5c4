package io.restante.contract;

import io.restante.base.Payload;
import io.restante.store.Form;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Relays of one session that came in a row, as their store keeps them: each behind its length.
 *
 * @param size bytes of all of them, with their lengths
 */
public record RelayBundle(List<Payload> relays, int size) {
    public static final RelayBundle EMPTY = new RelayBundle(List.of(), 0);

    /** Of so many bytes, no more are put into it. To read one relay, all are read. */
    private static final int FULL = 16 << 10;

    /** For a store that writes behind. */
    public static final Form<RelayBundle> FORM =
            Form.of(RelayBundle::bytes, (key, bytes) -> read(bytes), RelayBundle::size);

    public RelayBundle {
        relays = List.copyOf(relays);
    }

    public boolean full() {
        return size >= FULL;
    }

    /** With one more, which lies where the others end. */
    public RelayBundle with(Payload relay) {
        List<Payload> more = new ArrayList<>(relays);
        more.add(relay);
        return new RelayBundle(more, size + bytes(relay));
    }

    private byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        relays.forEach(relay -> bytes.putInt(relay.size()).put(relay.json()));
        return bytes.array();
    }

    /** What a relay takes of a bundle. */
    static int bytes(Payload relay) {
        return Integer.BYTES + relay.size();
    }

    /** The relays up to the first one that is damaged. */
    static RelayBundle read(byte[] bytes) {
        List<Payload> relays = new ArrayList<>();
        int at = 0;
        for (var relay = relay(bytes, at); relay.isPresent(); relay = relay(bytes, at)) {
            relays.add(relay.get());
            at += bytes(relay.get());
        }
        return new RelayBundle(relays, at);
    }

    /** The relay that lies there; empty when none does. */
    static Optional<Payload> relay(byte[] bundle, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(bundle);
        if (at < 0 || at > bundle.length - Integer.BYTES) {
            return Optional.empty();
        }
        int length = bytes.position(at).getInt();
        if (length < 0 || length > bytes.remaining()) {
            return Optional.empty();
        }
        byte[] relay = new byte[length];
        bytes.get(relay);
        return Optional.of(new Payload(relay));
    }
}
