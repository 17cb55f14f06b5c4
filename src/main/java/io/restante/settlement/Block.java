package io.restante.settlement;

import java.time.Instant;

/**
 * A block of the chain. Blocks are final: a chain that reorganises is not provided for.
 *
 * @param hash in hexadecimal
 */
public record Block(long height, String hash, Instant time) implements SettlementTrigger {
    /** @throws IllegalArgumentException naming the part, what it was and what was expected */
    public Block {
        Parts.requireAtLeast("height", height, 1);
        Parts.requireHex("hash", hash, 64);
    }
}
