package io.restante.gateway;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token in a request's header {@code Authorization} (RFC 6750, section 2.1). */
public final class BearerToken {
    /** What the header {@code WWW-Authenticate} asks for. */
    public static final String CHALLENGE = "Bearer realm=\"restante\"";

    private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");

    private BearerToken() {}

    /** Empty when there is no header, or one of another kind. */
    public static Optional<String> in(@Nullable String authorization) {
        if (authorization == null) {
            return Optional.empty();
        }
        Matcher matcher = BEARER.matcher(authorization);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
