package io.restante.gateway.relay;

import io.restante.contract.MalformedException;
import io.restante.settlement.SupplierSession;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next page of relay sessions begins. Opaque to callers.
 *
 * @param last of the page before
 */
record RelaySessionCursor(SupplierSession last) {
    static RelaySessionCursor parse(String text) throws MalformedException {
        try {
            byte[] plain = Base64.getUrlDecoder().decode(text);
            return new RelaySessionCursor(SupplierSession.of(new String(plain, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(
                    "cursor", "expected a cursor as the page before gave it, got \"" + text + "\"");
        }
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.text().getBytes(StandardCharsets.UTF_8));
    }
}
