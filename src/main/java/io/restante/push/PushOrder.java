package io.restante.push;

/** What a sender is told: the value of a record of {@code push.notifications}. */
public sealed interface PushOrder permits PushNotification, PushOrder.Cancel {
    /** Which knock it is about. */
    String notificationId();

    /** Nobody needs to be knocked for any more; a knock that has not been sent is not. */
    record Cancel(String notificationId) implements PushOrder {}
}
