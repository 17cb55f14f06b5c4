package io.restante.contract;

import io.restante.base.MailboxId;
import java.nio.charset.StandardCharsets;

/** A mailbox's id as its UTF-8 bytes: the key of everything that belongs to it. */
final class MailboxIdCodec implements Codec<MailboxId> {
    @Override
    public byte[] encode(MailboxId value) {
        return value.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public MailboxId decode(byte[] bytes) throws MalformedException {
        return Words.mailbox(Words.utf8(bytes));
    }
}
