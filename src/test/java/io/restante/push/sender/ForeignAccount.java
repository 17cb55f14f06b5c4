package io.restante.push.sender;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A service account with somebody else's key. */
final class ForeignAccount {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ForeignAccount() {}

    /** @param known the account whose tokens are asked for */
    static Path of(Path key, Path known, Path file) {
        try {
            ObjectNode account = (ObjectNode) JSON.readTree(key.toFile());
            account.set("token_uri", JSON.readTree(known.toFile()).get("token_uri"));
            JSON.writeValue(file.toFile(), account);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
