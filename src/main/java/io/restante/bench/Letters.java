package io.restante.bench;

import io.restante.base.Payload;
import java.util.Random;

/**
 * Payloads that no compression makes much smaller, as what was encrypted is: a JSON text each, with letters of Base64. Each number has its own, the same in every run.
 */
final class Letters {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String BEFORE = "{\"text\":\"";
    private static final String AFTER = "\"}";

    /** So many are drawn once; payloads that share some of them are far apart. */
    private static final int DRAWN = 1 << 20;

    /** Has no factor in common with what was drawn. */
    private static final long STRIDE = 514_229;

    private final String drawn;
    private final int bytes;

    /** @param bytes of each payload */
    Letters(int bytes) {
        Random random = new Random(bytes);
        StringBuilder letters = new StringBuilder(DRAWN + bytes);
        for (int n = 0; n < DRAWN + bytes; n++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        this.drawn = letters.toString();
        this.bytes = bytes;
    }

    Payload payload(long number) {
        int from = (int) (number * STRIDE % DRAWN);
        int letters = Math.max(0, bytes - BEFORE.length() - AFTER.length());
        return Payload.ofText(BEFORE + drawn.substring(from, from + letters) + AFTER);
    }
}
