package io.restante.contract;

import io.restante.settlement.SupplierSession;
import java.nio.charset.StandardCharsets;

/** The key of records about a relay session: supplier, U+001F, session's id. */
final class SupplierSessionCodec implements Codec<SupplierSession> {
    @Override
    public byte[] encode(SupplierSession key) {
        return key.text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SupplierSession decode(byte[] bytes) throws MalformedException {
        String text = Words.utf8(bytes);
        try {
            return SupplierSession.of(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("key", String.valueOf(e.getMessage()));
        }
    }
}
