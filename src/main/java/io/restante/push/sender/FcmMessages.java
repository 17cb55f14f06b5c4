package io.restante.push.sender;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import io.restante.base.PushTarget;
import io.restante.base.Urgency;
import io.restante.push.PushNotification;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notifications as Firebase's messages: who is knocked for, how urgently, for how long; nothing of what is in the mail. */
final class FcmMessages {
    private static final String TYPE = "https://didcomm.org/push-notifications-fcm";

    /** Firebase keeps a message for four weeks at most. */
    private static final Duration LONGEST = Duration.ofDays(28);

    private final FcmOptions options;

    FcmMessages(FcmOptions options) {
        this.options = options;
    }

    /**
     * The message for a device, known by its token: other names for a device are newer than the tokens people have.
     *
     * @throws IllegalArgumentException when Firebase's own builder refuses it
     */
    @SuppressWarnings("deprecation")
    Message of(PushNotification push, PushTarget.Fcm target, Instant now) {
        Optional<Duration> left = push.expiresAt().map(end -> Duration.between(now, end));
        Message.Builder message = Message.builder()
                .setToken(target.token())
                .putData("@type", TYPE)
                .putData("message_id", push.messageId().value())
                .setAndroidConfig(android(push, left))
                .setApnsConfig(apns(push));
        if (options.mailboxHint()) {
            message.putData("mailbox_hint", push.mailbox().value());
        }
        if (options.shown()) {
            Notification.Builder shown = Notification.builder();
            options.title().ifPresent(shown::setTitle);
            options.body().ifPresent(shown::setBody);
            message.setNotification(shown.build());
        }
        return message.build();
    }

    private AndroidConfig android(PushNotification push, Optional<Duration> left) {
        AndroidConfig.Builder android = AndroidConfig.builder()
                .setPriority(
                        push.urgency() == Urgency.HIGH ? AndroidConfig.Priority.HIGH : AndroidConfig.Priority.NORMAL)
                .setTtl(left.filter(time -> time.compareTo(LONGEST) < 0)
                        .orElse(LONGEST)
                        .toMillis());
        push.collapseKey().ifPresent(android::setCollapseKey);
        if (options.shown()) {
            push.collapseKey()
                    .ifPresent(key -> android.setNotification(
                            AndroidNotification.builder().setTag(key).build()));
        }
        return android.build();
    }

    private ApnsConfig apns(PushNotification push) {
        ApnsConfig.Builder apns = ApnsConfig.builder()
                .setAps(Aps.builder().setContentAvailable(true).build())
                .putHeader("apns-priority", priority(push.urgency()))
                .putHeader("apns-push-type", options.shown() ? "alert" : "background");
        push.collapseKey().ifPresent(key -> apns.putHeader("apns-collapse-id", key));
        push.expiresAt().ifPresent(end -> apns.putHeader("apns-expiration", Long.toString(end.getEpochSecond())));
        return apns.build();
    }

    /** Apple takes a background notification with 5 at most. */
    private String priority(Urgency urgency) {
        return switch (urgency) {
            case HIGH -> options.shown() ? "10" : "5";
            case NORMAL, LOW -> "5";
            case VERY_LOW -> "1";
        };
    }
}
