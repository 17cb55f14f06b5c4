package io.restante.bench;

import io.restante.base.Payload;
import java.util.Base64;
import java.util.Random;

/**
 * Payloads that no compression makes much smaller, as what was encrypted is: a JSON text each, with letters of Base64. Each number has its own, the same in every run.
 */
final class Letters {
    private static final String BEFORE = "{\"text\":\"";
    private static final String AFTER = "\"}";

    /** So many begin differently; payloads that share letters are far apart. */
    private static final int BEGINNINGS = 1 << 20;

    /** Has no factor in common with them. */
    private static final long STRIDE = 514_229;

    private final String drawn;
    private final int count;

    /** @param bytes of each payload */
    Letters(int bytes) {
        this.count = Math.max(0, bytes - BEFORE.length() - AFTER.length());
        byte[] cipher = new byte[BEGINNINGS + count];
        new Random(bytes).nextBytes(cipher);
        this.drawn = Base64.getUrlEncoder().withoutPadding().encodeToString(cipher);
    }

    /** The one payload of who needs no other. */
    static Payload one(int bytes) {
        return new Letters(bytes).payload(0);
    }

    Payload payload(long number) {
        int from = (int) (number * STRIDE % BEGINNINGS);
        return Payload.ofText(BEFORE + drawn.substring(from, from + count) + AFTER);
    }
}
