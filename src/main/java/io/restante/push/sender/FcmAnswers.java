package io.restante.push.sender;

import com.google.firebase.ErrorCode;
import com.google.firebase.IncomingHttpResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import io.restante.push.PushOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Firebase's failures mean. */
final class FcmAnswers {
    private static final int TOO_LARGE = 413;

    private FcmAnswers() {}

    static Answer of(FirebaseMessagingException failure, Instant now) {
        MessagingErrorCode known = failure.getMessagingErrorCode();
        Answer answer = known == null ? general(failure) : Answer.of(outcome(known), known.name());
        return answer.outcome() == PushOutcome.RETRY ? answer.retryAfter(retryAfter(failure, now)) : answer;
    }

    private static PushOutcome outcome(MessagingErrorCode code) {
        return switch (code) {
            case UNREGISTERED, SENDER_ID_MISMATCH -> PushOutcome.TARGET_GONE;
            case INVALID_ARGUMENT -> PushOutcome.REFUSED;
            case QUOTA_EXCEEDED, UNAVAILABLE, INTERNAL -> PushOutcome.RETRY;
            case THIRD_PARTY_AUTH_ERROR -> PushOutcome.NOT_CONFIGURED;
        };
    }

    /** Failures that Firebase did not explain in its own words: of the network, of the account, of something in between. */
    private static Answer general(FirebaseMessagingException failure) {
        @Nullable IncomingHttpResponse response = failure.getHttpResponse();
        if (response != null && response.getStatusCode() == TOO_LARGE) {
            return Answer.of(PushOutcome.REFUSED, "PAYLOAD_TOO_LARGE");
        }
        @Nullable ErrorCode code = failure.getErrorCode();
        if (code == null) {
            return Answer.of(PushOutcome.RETRY, "UNKNOWN");
        }
        PushOutcome outcome =
                switch (code) {
                    case INVALID_ARGUMENT, OUT_OF_RANGE -> PushOutcome.REFUSED;
                    case UNAUTHENTICATED, PERMISSION_DENIED -> PushOutcome.NOT_CONFIGURED;
                    case FAILED_PRECONDITION,
                            NOT_FOUND,
                            CONFLICT,
                            ABORTED,
                            ALREADY_EXISTS,
                            RESOURCE_EXHAUSTED,
                            CANCELLED,
                            DATA_LOSS,
                            UNKNOWN,
                            INTERNAL,
                            UNAVAILABLE,
                            DEADLINE_EXCEEDED -> PushOutcome.RETRY;
                };
        return Answer.of(outcome, code.name());
    }

    private static Optional<Duration> retryAfter(FirebaseMessagingException failure, Instant now) {
        @Nullable IncomingHttpResponse response = failure.getHttpResponse();
        if (response == null) {
            return Optional.empty();
        }
        return response.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("retry-after"))
                .map(Map.Entry::getValue)
                .flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value))
                .flatMap(value -> RetryAfter.parse(String.valueOf(value), now).stream())
                .findFirst();
    }
}
