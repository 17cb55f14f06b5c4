package io.restante.app.settings;

import io.restante.push.PushRules;
import java.time.Duration;

/**
 * Whose door is knocked at when nobody is there, and how.
 *
 * @param throttle how many knocks one target gets
 * @param interval between two knocks at one target when it is throttled by time; an unhurried knock waits for the next one
 * @param sessionEndedDelay how long after a live session ended with messages left somebody is knocked for
 * @param backoff what is waited after the first failed try; it doubles with each
 * @param backoffMaximum what that grows to at most
 * @param maxAge how long after the first try a knock that fails is tried again
 * @param answerWait after which a knock whose outcome nobody reported is asked for again
 * @param devices registered for one mailbox at most; the one registered first gives way
 * @param fcm how devices are reached
 * @param webhook how webhooks are called
 */
public record PushSettings(
        PushRules.Throttle throttle,
        Duration interval,
        Duration sessionEndedDelay,
        Duration backoff,
        Duration backoffMaximum,
        Duration maxAge,
        Duration answerWait,
        int devices,
        FcmSettings fcm,
        WebhookSettings webhook) {
    public static final PushSettings DEFAULTS = of(PushRules.DEFAULTS);

    private static PushSettings of(PushRules rules) {
        return new PushSettings(
                rules.throttle(),
                rules.interval(),
                rules.sessionEndedDelay(),
                rules.backoff(),
                rules.backoffMaximum(),
                rules.maxAge(),
                rules.answerWait(),
                rules.devices(),
                FcmSettings.DEFAULTS,
                WebhookSettings.DEFAULTS);
    }

    /** What is decided about knocks where messages are stored. */
    public PushRules rules() {
        return new PushRules(
                throttle, interval, sessionEndedDelay, backoff, backoffMaximum, maxAge, answerWait, devices);
    }

    /** The same settings with another way to devices. */
    PushSettings with(FcmSettings other) {
        return new PushSettings(
                throttle,
                interval,
                sessionEndedDelay,
                backoff,
                backoffMaximum,
                maxAge,
                answerWait,
                devices,
                other,
                webhook);
    }

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public PushSettings {
        new PushRules(throttle, interval, sessionEndedDelay, backoff, backoffMaximum, maxAge, answerWait, devices);
    }
}
