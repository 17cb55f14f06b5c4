package io.restante.local;

import io.restante.contract.JsonObject;
import io.restante.contract.MalformedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How the stand-in for Firebase answers.
 *
 * @param token of the device whose messages are answered so; absent, all
 * @param retryAfter what it asks for in the header of that name
 * @param times how many messages are answered so; absent, all that come
 * @param delay before each answer
 */
public record FcmBehaviour(
        Optional<String> token, Kind answer, Optional<Duration> retryAfter, OptionalInt times, Duration delay) {
    /** An answer of Firebase's v1 interface. */
    public enum Kind {
        SENT(200, "", false),
        UNREGISTERED(404, "NOT_FOUND", true),
        SENDER_ID_MISMATCH(403, "PERMISSION_DENIED", true),
        INVALID_ARGUMENT(400, "INVALID_ARGUMENT", true),
        QUOTA_EXCEEDED(429, "RESOURCE_EXHAUSTED", true),
        UNAVAILABLE(503, "UNAVAILABLE", true),
        INTERNAL(500, "INTERNAL", true),
        THIRD_PARTY_AUTH_ERROR(401, "UNAUTHENTICATED", true),
        PERMISSION_DENIED(403, "PERMISSION_DENIED", false),
        TOO_LARGE(413, "INVALID_ARGUMENT", false),
        HTML(502, "", false);

        private final int status;
        private final String word;
        private final boolean explained;

        Kind(int status, String word, boolean explained) {
            this.status = status;
            this.word = word;
            this.explained = explained;
        }

        int status() {
            return status;
        }

        String word() {
            return word;
        }

        /** What stands in the answer's details. */
        Optional<String> detail() {
            return explained ? Optional.of(name()) : Optional.empty();
        }
    }

    static final FcmBehaviour TAKES =
            new FcmBehaviour(Optional.empty(), Kind.SENT, Optional.empty(), OptionalInt.empty(), Duration.ZERO);

    /** All messages are answered so. */
    public static FcmBehaviour all(Kind kind) {
        return new FcmBehaviour(Optional.empty(), kind, Optional.empty(), OptionalInt.empty(), Duration.ZERO);
    }

    /** The messages for one device are answered so. */
    public static FcmBehaviour of(String token, Kind kind) {
        return new FcmBehaviour(Optional.of(token), kind, Optional.empty(), OptionalInt.empty(), Duration.ZERO);
    }

    /** The same, asking to be left alone for so long. */
    public FcmBehaviour retryAfter(Duration wait) {
        return new FcmBehaviour(token, answer, Optional.of(wait), times, delay);
    }

    /** The same for so many messages. */
    public FcmBehaviour times(int number) {
        return new FcmBehaviour(token, answer, retryAfter, OptionalInt.of(number), delay);
    }

    /** The same after so long. */
    public FcmBehaviour after(Duration wait) {
        return new FcmBehaviour(token, answer, retryAfter, times, wait);
    }

    /** What is left of it after one message; empty when that was the last. */
    Optional<FcmBehaviour> once() {
        if (times.isEmpty()) {
            return Optional.of(this);
        }
        return times.getAsInt() > 1 ? Optional.of(times(times.getAsInt() - 1)) : Optional.empty();
    }

    static FcmBehaviour of(JsonObject json) throws MalformedException {
        String word = json.requiredText("answer");
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> json.complaint(
                        "answer",
                        "expected one of "
                                + Arrays.stream(Kind.values()).map(Kind::name).collect(Collectors.joining(", "))
                                + ", got \"" + word + "\""));
        return new FcmBehaviour(
                json.text("token"),
                kind,
                json.seconds("retry_after"),
                json.size("times", 1),
                json.duration("delay").orElse(Duration.ZERO));
    }
}
