package io.restante.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.restante.app.settings.FcmSettings;
import io.restante.app.settings.Settings;
import io.restante.app.settings.WebhookSettings;
import io.restante.push.sender.FcmOptions;
import io.restante.push.sender.PushSender;
import io.restante.push.sender.SenderMeter;
import io.restante.push.sender.WebhookOptions;
import java.time.Duration;
import java.util.Optional;

/** The push worker of this process, and what is counted of knocks. */
final class PushRole {
    private PushRole() {}

    static PushSender start(Settings settings, MeterRegistry registry) {
        FcmSettings fcm = settings.push().fcm();
        WebhookSettings webhook = settings.push().webhook();
        return PushSender.start(
                settings.streams().applicationId(),
                KafkaClients.properties(settings),
                new FcmOptions(
                        fcm.credentials(),
                        fcm.projectId(),
                        fcm.endpoint(),
                        fcm.concurrency(),
                        fcm.title(),
                        fcm.body(),
                        fcm.mailboxHint()),
                new WebhookOptions(
                        webhook.allowedPorts(),
                        webhook.allowHttp(),
                        webhook.allowPrivate(),
                        webhook.secret(),
                        webhook.timeout(),
                        webhook.concurrency()),
                counting(registry));
    }

    private static SenderMeter counting(MeterRegistry registry) {
        return new SenderMeter() {
            @Override
            public void answered(String provider, String outcome) {
                registry.counter("restante.push.answered", "provider", provider, "outcome", outcome)
                        .increment();
            }

            @Override
            public void skipped(String provider, String why) {
                registry.counter("restante.push.skipped", "provider", provider, "why", why)
                        .increment();
            }

            @Override
            public void took(String provider, Duration time) {
                Timer.builder("restante.push.arrival.to.answer")
                        .description("From a message's arrival to the provider's answer")
                        .tag("provider", provider)
                        .publishPercentileHistogram()
                        .register(registry)
                        .record(time.isNegative() ? Duration.ZERO : time);
            }
        };
    }

    /** What operators are told of a provider; it keeps nobody from using the process. */
    static Optional<String> notice(Optional<PushSender> sender, String provider) {
        return sender.flatMap(started -> Optional.ofNullable(started.troubles().get(provider)));
    }
}
