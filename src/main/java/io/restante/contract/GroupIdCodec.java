package io.restante.contract;

import io.restante.base.GroupId;
import java.nio.charset.StandardCharsets;

/** A group's id as its UTF-8 bytes. */
final class GroupIdCodec implements Codec<GroupId> {
    @Override
    public byte[] encode(GroupId value) {
        return value.value().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public GroupId decode(byte[] bytes) throws MalformedException {
        return Words.group(Words.utf8(bytes));
    }
}
