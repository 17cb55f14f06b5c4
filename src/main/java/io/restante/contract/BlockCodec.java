package io.restante.contract;

import io.restante.settlement.Block;
import java.time.Instant;

/** The value of a record of {@code settlement.blocks}. */
final class BlockCodec implements Codec<Block> {
    @Override
    public byte[] encode(Block block) {
        return JsonText.object(json ->
                json.put("height", block.height()).put("hash", block.hash()).put("time", block.time()));
    }

    @Override
    public Block decode(byte[] bytes) throws MalformedException {
        JsonObject json = JsonObject.parse(bytes);
        long height = json.requiredWhole("height", 1);
        String hash = json.requiredText("hash");
        Instant time = json.requiredTime("time");
        return RelayWords.legal(json, () -> new Block(height, hash, time));
    }
}
