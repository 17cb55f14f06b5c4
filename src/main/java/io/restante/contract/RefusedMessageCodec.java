package io.restante.contract;

import io.restante.mailbox.RefusedMessage;

/** The value of a record of {@code mailbox.rejections}. */
final class RefusedMessageCodec implements Codec<RefusedMessage> {
    @Override
    public byte[] encode(RefusedMessage refused) {
        return JsonText.object(json -> json.put("id", refused.id().value())
                .put("reason", refused.reason())
                .put("sequence", refused.sequence()));
    }

    @Override
    public RefusedMessage decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        return new RefusedMessage(
                Words.message(json, "id"), json.requiredText("reason"), json.requiredWhole("sequence", 0));
    }
}
