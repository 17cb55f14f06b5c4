package io.restante.gateway.access;

import java.security.SecureRandom;
import java.util.Base64;

/** API keys that nobody had before. */
public final class NewApiKey {
    private static final int BYTES = 32;

    private NewApiKey() {}

    /** A key of 256 random bits. */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return ApiKeys.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
