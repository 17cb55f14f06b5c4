package io.restante.base;

/** Where a push notification can knock: a device known to FCM, or a webhook. */
public sealed interface PushTarget {
    record Fcm(String token) implements PushTarget {}

    record Webhook(String uri) implements PushTarget {}
}
