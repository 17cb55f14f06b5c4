package io.restante.push.sender;

import com.google.auth.Retryable;
import com.google.firebase.messaging.BatchResponse;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.SendResponse;
import io.restante.base.PushTarget;
import io.restante.push.PushNotification;
import io.restante.push.PushOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends to devices through Firebase Cloud Messaging. Without credentials that are accepted, notifications are answered {@code not_configured}. */
final class FcmProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(FcmProvider.class);
    private static final String HOW =
            " Notifications for devices wait until push.fcm.credentials names the file of a service account that may send.";

    private final FcmOptions options;
    private final FcmMessages messages;
    private final InstantSource clock;
    private @Nullable FcmConnection connection;
    private volatile Optional<String> trouble = Optional.empty();

    FcmProvider(FcmOptions options, InstantSource clock) {
        this.options = options;
        this.messages = new FcmMessages(options);
        this.clock = clock;
        if (options.credentials().isEmpty()) {
            say("There are no credentials for Firebase.");
        }
    }

    @Override
    public String name() {
        return "fcm";
    }

    @Override
    public boolean takes(PushTarget target) {
        return target instanceof PushTarget.Fcm;
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    @Override
    public void send(List<PushNotification> batch, BiConsumer<PushNotification, Answer> answered)
            throws InterruptedException {
        Optional<Answer> unable = unable();
        if (unable.isPresent()) {
            batch.forEach(push -> answered.accept(push, unable.get()));
            return;
        }
        List<PushNotification> sendable = new ArrayList<>();
        List<Message> built = new ArrayList<>();
        for (PushNotification push : batch) {
            try {
                built.add(messages.of(push, (PushTarget.Fcm) push.target(), clock.instant()));
                sendable.add(push);
            } catch (IllegalArgumentException e) {
                answered.accept(push, Answer.of(PushOutcome.REFUSED, String.valueOf(e.getMessage())));
            }
        }
        if (!built.isEmpty()) {
            send(sendable, built, answered);
        }
    }

    private void send(
            List<PushNotification> sendable, List<Message> built, BiConsumer<PushNotification, Answer> answered) {
        try {
            BatchResponse responses =
                    Objects.requireNonNull(connection).messaging().sendEach(built);
            List<SendResponse> each = responses.getResponses();
            for (int n = 0; n < each.size(); n++) {
                SendResponse response = each.get(n);
                FirebaseMessagingException failure = response.getException();
                answered.accept(sendable.get(n), failure == null ? sent() : told(failure));
            }
        } catch (FirebaseMessagingException e) {
            Answer all = told(e);
            sendable.forEach(push -> answered.accept(push, all));
        }
    }

    private Answer sent() {
        trouble = Optional.empty();
        return Answer.sent();
    }

    private Answer told(FirebaseMessagingException failure) {
        Answer answer = FcmAnswers.of(failure, clock.instant());
        if (answer.outcome() == PushOutcome.NOT_CONFIGURED) {
            say("Firebase does not accept the credentials (" + answer.code().orElse("no reason given") + ").");
        }
        return answer;
    }

    /** Why nothing can be sent now, as the answer to everything. */
    private Optional<Answer> unable() {
        Optional<Path> file = options.credentials();
        if (file.isEmpty()) {
            return Optional.of(Answer.of(PushOutcome.NOT_CONFIGURED, "NO_CREDENTIALS"));
        }
        try {
            if (connection == null) {
                connection = FcmConnection.open(options, file.get());
            }
        } catch (IOException | IllegalArgumentException e) {
            say("The credentials in " + file.get() + " cannot be used: " + e.getMessage() + ".");
            return Optional.of(Answer.of(PushOutcome.NOT_CONFIGURED, "CREDENTIALS_UNUSABLE"));
        }
        try {
            connection.requireToken();
            return Optional.empty();
        } catch (IOException e) {
            if (passing(e)) {
                LOG.info("No token for Firebase now: {}", e.getMessage());
                return Optional.of(Answer.of(PushOutcome.RETRY, "NO_TOKEN_NOW"));
            }
            say("The credentials in " + file.get() + " are refused: " + e.getMessage() + ".");
            return Optional.of(Answer.of(PushOutcome.NOT_CONFIGURED, "CREDENTIALS_REFUSED"));
        }
    }

    /** Whether asking for the token again may help: nobody answered, or the server was in trouble itself. */
    private static boolean passing(IOException e) {
        return e instanceof Retryable asked
                ? asked.isRetryable() || !(e.getCause() instanceof com.google.api.client.http.HttpResponseException)
                : true;
    }

    /** Once, until it is over or something else. */
    private void say(String what) {
        String sentence = what + HOW;
        if (!trouble.equals(Optional.of(sentence))) {
            trouble = Optional.of(sentence);
            LOG.warn("{}", sentence);
        }
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
    }
}
