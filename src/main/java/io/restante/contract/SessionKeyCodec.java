package io.restante.contract;

import io.restante.base.MailboxId;
import java.nio.charset.StandardCharsets;

/**
 * The text of a live session's key, or of a group, as its UTF-8 bytes. An agent's session lies on the partition of its group, where the group's other sessions
 * and its events are.
 */
final class SessionKeyCodec implements Codec<String> {
    @Override
    public byte[] encode(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(byte[] bytes) throws MalformedException {
        return Words.utf8(bytes);
    }

    @Override
    public byte[] place(String key) {
        int end = key.indexOf(MailboxId.SEPARATOR);
        return encode(end < 0 ? key : key.substring(0, end));
    }

    @Override
    public boolean placedByBytes() {
        return false;
    }
}
