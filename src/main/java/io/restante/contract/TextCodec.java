package io.restante.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A text as its UTF-8 bytes. */
final class TextCodec implements Codec<String> {
    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) throws MalformedException {
        return utf8(bytes);
    }

    /** The text, whose bytes are these again. */
    static String utf8(byte[] bytes) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("key", "is not UTF-8");
        }
    }
}
