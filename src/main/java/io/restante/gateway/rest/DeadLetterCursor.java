package io.restante.gateway.rest;

import io.restante.contract.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where the next page of dead letters begins, of each partition. Opaque to callers. */
public record DeadLetterCursor(Map<Integer, Long> before) {
    private static final Pattern PLAIN = Pattern.compile("(\\d{1,9}:\\d{1,18},)*\\d{1,9}:\\d{1,18}");

    /** @throws MalformedException when no page gave it */
    public static DeadLetterCursor parse(String text) throws MalformedException {
        String plain = decoded(text);
        if (!PLAIN.matcher(plain).matches()) {
            throw complaint(text);
        }
        Map<Integer, Long> before = new TreeMap<>();
        for (String part : plain.split(",", -1)) {
            int colon = part.indexOf(':');
            before.put(Integer.valueOf(part.substring(0, colon)), Long.valueOf(part.substring(colon + 1)));
        }
        return new DeadLetterCursor(before);
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
        String plain = new TreeMap<>(before)
                .entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue())
                        .collect(Collectors.joining(","));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
