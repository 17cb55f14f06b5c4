package io.restante.contract;

import io.restante.base.MailboxId;
import io.restante.push.DeviceKey;
import java.nio.charset.StandardCharsets;

/** A device's key as UTF-8 text, its parts joined by the separator. It lies where its mailbox does. */
final class DeviceKeyCodec implements Codec<DeviceKey> {
    @Override
    public byte[] encode(DeviceKey key) {
        return (key.mailbox().value() + MailboxId.SEPARATOR + key.device().value()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] place(DeviceKey key) {
        return key.mailbox().value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public DeviceKey decode(byte[] bytes) throws MalformedException {
        String text = Words.utf8(bytes);
        int end = text.indexOf(MailboxId.SEPARATOR);
        if (end < 0) {
            throw new MalformedException("key", "expected a mailbox and a device with U+001F between them");
        }
        return new DeviceKey(Words.mailbox(text.substring(0, end)), Words.device(text.substring(end + 1)));
    }
}
