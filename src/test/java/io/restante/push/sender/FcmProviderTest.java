package io.restante.push.sender;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import io.restante.local.FcmBehaviour;
import io.restante.local.FcmBehaviour.Kind;
import io.restante.local.FcmStandIn;
import io.restante.push.PushNotification;
import io.restante.push.PushOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Firebase's own SDK over a real socket to the stand-in: each row of the table of outcomes. */
class FcmProviderTest {
    private static final PushTarget PHONE = new PushTarget.Fcm("phone");

    private final Path folder;
    private FcmStandIn firebase;
    private FcmProvider provider;

    FcmProviderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void start() {
        firebase = FcmStandIn.start(folder);
        provider = provider(Optional.of(firebase.account()), Optional.empty(), false);
    }

    @AfterEach
    void stop() {
        provider.close();
        firebase.close();
    }

    private FcmProvider provider(Optional<Path> account, Optional<String> title, boolean hint) {
        return new FcmProvider(
                new FcmOptions(
                        account,
                        Optional.empty(),
                        Optional.of(firebase.address().toString()),
                        8,
                        title,
                        Optional.empty(),
                        hint),
                InstantSource.fixed(Notifications.NOW));
    }

    private Answer sent(PushNotification push) throws InterruptedException {
        Map<PushNotification, Answer> answers = sent(List.of(push));
        return Objects.requireNonNull(answers.get(push));
    }

    private Map<PushNotification, Answer> sent(List<PushNotification> batch) throws InterruptedException {
        Map<PushNotification, Answer> answers = new ConcurrentHashMap<>();
        provider.send(batch, answers::put);
        return answers;
    }

    @ParameterizedTest
    @CsvSource({
        "SENT, SENT",
        "UNREGISTERED, TARGET_GONE",
        "SENDER_ID_MISMATCH, TARGET_GONE",
        "INVALID_ARGUMENT, REFUSED",
        "TOO_LARGE, REFUSED",
        "QUOTA_EXCEEDED, RETRY",
        "UNAVAILABLE, RETRY",
        "INTERNAL, RETRY",
        "HTML, RETRY",
        "THIRD_PARTY_AUTH_ERROR, NOT_CONFIGURED",
        "PERMISSION_DENIED, NOT_CONFIGURED"
    })
    void eachAnswerHasItsOutcome(Kind answer, PushOutcome outcome) throws InterruptedException {
        firebase.behave(FcmBehaviour.all(answer));
        assertThat(sent(Notifications.to(PHONE)).outcome()).isEqualTo(outcome);
        assertThat(firebase.received()).isNotEmpty();
    }

    @Test
    void whatIsInTroubleIsAskedOnceAndTheRestOfTheBatchDoesNotWait() throws InterruptedException {
        firebase.behave(FcmBehaviour.of("phone", Kind.UNAVAILABLE));
        PushNotification troubled = Notifications.to(PHONE, 1);
        PushNotification other = Notifications.to(new PushTarget.Fcm("tablet"), 2);
        Map<PushNotification, Answer> answers = sent(List.of(troubled, other));
        assertThat(answers.get(troubled)).isEqualTo(Answer.of(PushOutcome.RETRY, "UNAVAILABLE"));
        assertThat(Objects.requireNonNull(answers.get(other)).outcome()).isEqualTo(PushOutcome.SENT);
        assertThat(firebase.received()).hasSize(2);
    }

    @Test
    void howLongFirebaseWantsToBeLeftAloneIsTold() throws InterruptedException {
        firebase.behave(FcmBehaviour.all(Kind.QUOTA_EXCEEDED).retryAfter(Duration.ofSeconds(90)));
        assertThat(sent(Notifications.to(PHONE)).retryAfter()).contains(Duration.ofSeconds(90));
    }

    @Test
    void aBatchOfFiveHundredIsAnsweredOneByOne() throws InterruptedException {
        firebase.behave(FcmBehaviour.of("phone-7", Kind.UNREGISTERED));
        List<PushNotification> batch = IntStream.range(0, 500)
                .mapToObj(n -> Notifications.to(new PushTarget.Fcm("phone-" + n), n))
                .toList();
        Map<PushNotification, Answer> answers = sent(batch);
        assertThat(answers).hasSize(500);
        assertThat(Objects.requireNonNull(answers.get(batch.get(7))).outcome()).isEqualTo(PushOutcome.TARGET_GONE);
        assertThat(answers.values().stream().filter(answer -> answer.outcome() == PushOutcome.SENT))
                .hasSize(499);
    }

    @Test
    void withoutCredentialsItSaysSoAndNothingIsSent() throws InterruptedException {
        provider.close();
        provider = provider(Optional.empty(), Optional.empty(), false);
        assertThat(sent(Notifications.to(PHONE)).outcome()).isEqualTo(PushOutcome.NOT_CONFIGURED);
        assertThat(provider.trouble())
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("push.fcm.credentials"));
        assertThat(firebase.received()).isEmpty();
    }

    @Test
    void credentialsThatAreRefusedAreTroubleUntilTheyAreNot() throws InterruptedException {
        try (FcmStandIn other = FcmStandIn.start(folder.resolve("other"))) {
            provider.close();
            firebase.close();
            // An account of another one: its key is not the one that this one knows.
            firebase = FcmStandIn.start(folder.resolve("third"));
            Path foreign = ForeignAccount.of(other.account(), firebase.account(), folder.resolve("foreign.json"));
            provider = provider(Optional.of(foreign), Optional.empty(), false);
            assertThat(sent(Notifications.to(PHONE)))
                    .isEqualTo(Answer.of(PushOutcome.NOT_CONFIGURED, "CREDENTIALS_REFUSED"));
            assertThat(provider.trouble()).isPresent();
        }
    }

    @Test
    void noServerAtAllIsTriedAgain() throws InterruptedException {
        assertThat(sent(Notifications.to(PHONE)).outcome()).isEqualTo(PushOutcome.SENT);
        firebase.close();
        assertThat(sent(Notifications.to(PHONE, 2)).outcome()).isEqualTo(PushOutcome.RETRY);
    }

    @Test
    void aTokenFirebasesBuilderRefusesIsRefused() throws InterruptedException {
        assertThat(sent(Notifications.to(new PushTarget.Fcm(""))).outcome()).isEqualTo(PushOutcome.REFUSED);
    }

    @Test
    void saysWhoIsKnockedForAndHowUrgentlyAndNothingElse() throws InterruptedException {
        sent(Notifications.to(
                PHONE, 4, Urgency.HIGH, Optional.of("mail"), Optional.of(Notifications.NOW.plusSeconds(60))));
        JsonNode message = firebase.received().getFirst().message();
        assertThat(message.at("/token").asText()).isEqualTo("phone");
        assertThat(message.at("/data/message_id").asText()).isEqualTo("m4");
        assertThat(message.at("/data/@type").asText()).isEqualTo("https://didcomm.org/push-notifications-fcm");
        assertThat(message.at("/data").size()).isEqualTo(2);
        assertThat(message.has("notification")).isFalse();
        assertThat(message.at("/android/priority").asText()).isEqualTo("high");
        assertThat(message.at("/android/collapse_key").asText()).isEqualTo("mail");
        assertThat(message.at("/android/ttl").asText()).isEqualTo("60s");
        assertThat(message.at("/apns/headers/apns-priority").asText()).isEqualTo("5");
        assertThat(message.at("/apns/headers/apns-collapse-id").asText()).isEqualTo("mail");
        assertThat(message.at("/apns/payload/aps/content-available").asInt()).isEqualTo(1);
    }

    @Test
    void showsATitleAndHintsAtTheMailboxIfItIsSetSo() throws InterruptedException {
        provider.close();
        provider = provider(Optional.of(firebase.account()), Optional.of("You have mail"), true);
        sent(Notifications.to(PHONE));
        JsonNode message = firebase.received().getFirst().message();
        assertThat(message.at("/notification/title").asText()).isEqualTo("You have mail");
        assertThat(message.at("/data/mailbox_hint").asText()).isEqualTo("alice");
        assertThat(message.at("/apns/headers/apns-push-type").asText()).isEqualTo("alert");
    }
}
