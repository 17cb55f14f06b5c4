package io.restante.push.sender;

import io.restante.base.PushTarget;
import io.restante.push.PushNotification;
import io.restante.push.PushOutcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls webhooks. A connection is made to an address that was looked up and checked for this call, serves this call alone and follows no redirect; a call that takes too
 * long in all is ended and counts as no answer.
 */
final class WebhookProvider implements Provider {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookProvider.class);

    private final WebhookOptions options;
    private final WebhookRules rules;
    private final InstantSource clock;
    private final CloseableHttpClient client;
    private final Semaphore free;

    WebhookProvider(WebhookOptions options, DnsResolver names, InstantSource clock) {
        this.options = options;
        this.rules = new WebhookRules(options, names);
        this.clock = clock;
        this.free = new Semaphore(options.concurrency());
        this.client = client(options, rules);
    }

    private static CloseableHttpClient client(WebhookOptions options, WebhookRules rules) {
        Timeout timeout = Timeout.of(options.timeout());
        // A call that was given up may hold its connection a little longer than its turn.
        int connections = 2 * options.concurrency();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(rules)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("restante")
                .build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean takes(PushTarget target) {
        return target instanceof PushTarget.Webhook;
    }

    @Override
    public Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    public void send(List<PushNotification> batch, BiConsumer<PushNotification, Answer> answered)
            throws InterruptedException {
        CountDownLatch open = new CountDownLatch(batch.size());
        for (PushNotification push : batch) {
            free.acquire();
            var unused = call(push).whenComplete((answer, failure) -> {
                free.release();
                answered.accept(push, failure == null ? answer : failed(failure));
                open.countDown();
            });
        }
        open.await();
    }

    private static Answer failed(Throwable failure) {
        LOG.warn("A webhook could not be called", failure);
        return Answer.of(PushOutcome.RETRY, failure.getClass().getSimpleName());
    }

    private CompletableFuture<Answer> call(PushNotification push) {
        WebhookCall call = new WebhookCall(push, options, clock);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("push-webhook").start(() -> {
            try {
                answer.complete(call.make(client, rules));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        Answer late = Answer.of(PushOutcome.RETRY, "TIME_OUT");
        return answer.completeOnTimeout(late, options.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenCompleteAsync((given, failure) -> call.cancel(), Thread::startVirtualThread);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.warn("The client of webhooks did not close in order", e);
        }
    }
}
