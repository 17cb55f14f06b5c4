package io.restante.contract;

import java.nio.charset.StandardCharsets;

/** A text as its UTF-8 bytes. */
final class TextCodec implements Codec<String> {
    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
