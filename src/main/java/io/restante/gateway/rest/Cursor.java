package io.restante.gateway.rest;

import io.restante.contract.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the next page begins. Opaque to callers: what the text holds is nobody's business but ours. */
record Cursor(long sequence) {
    private static final Pattern PLAIN = Pattern.compile("from:(\\d{1,18})");

    static Cursor parse(String text) throws MalformedException {
        Matcher matcher = PLAIN.matcher(decoded(text));
        if (!matcher.matches()) {
            throw complaint(text);
        }
        return new Cursor(Long.parseLong(matcher.group(1)));
    }

    private static String decoded(String text) throws MalformedException {
        try {
            return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw complaint(text);
        }
    }

    private static MalformedException complaint(String text) {
        return new MalformedException("cursor", "expected a cursor as the page before gave it, got \"" + text + "\"");
    }

    @Override
    public String toString() {
        byte[] plain = ("from:" + sequence).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }
}
