package io.restante.push.sender;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.ThreadManager;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.FirebaseMessaging;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;

/** The Firebase Admin SDK with one service account. */
final class FcmConnection implements AutoCloseable {
    private static final List<String> SCOPES = List.of("https://www.googleapis.com/auth/firebase.messaging");
    private static final int TIMEOUT_MILLIS = 10_000;

    private final GoogleCredentials credentials;
    private final FirebaseApp app;
    private final FirebaseMessaging messaging;

    private FcmConnection(GoogleCredentials credentials, FirebaseApp app) {
        this.credentials = credentials;
        this.app = app;
        this.messaging = FirebaseMessaging.getInstance(app);
    }

    /** @throws IOException when the file cannot be read or is no service account */
    static FcmConnection open(FcmOptions options, Path file) throws IOException {
        GoogleCredentials account;
        try (InputStream in = Files.newInputStream(file)) {
            account = ServiceAccountCredentials.fromStream(in).createScoped(SCOPES);
        }
        FirebaseOptions.Builder firebase = FirebaseOptions.builder()
                .setCredentials(account)
                .setHttpTransport(transport(options))
                .setConnectTimeout(TIMEOUT_MILLIS)
                .setReadTimeout(TIMEOUT_MILLIS)
                .setWriteTimeout(TIMEOUT_MILLIS)
                .setThreadManager(new Threads(options.concurrency()));
        options.projectId().ifPresent(firebase::setProjectId);
        return new FcmConnection(account, FirebaseApp.initializeApp(firebase.build(), "restante-" + UUID.randomUUID()));
    }

    /** The SDK waits and tries again when it is told 503, and holds up the rest of its batch; a retry is ours to plan, so it is told another number for the same trouble. */
    private static ApacheHttp2Transport transport(FcmOptions options) {
        HttpAsyncClientBuilder client = ApacheHttp2Transport.defaultHttpAsyncClientBuilder()
                .addResponseInterceptorFirst((response, entity, context) -> {
                    if (response.getCode() == HttpStatus.SC_SERVICE_UNAVAILABLE) {
                        response.setCode(HttpStatus.SC_INTERNAL_SERVER_ERROR);
                    }
                });
        options.endpoint().map(URI::create).ifPresent(address -> {
            HttpHost host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
            boolean secure = "https".equals(address.getScheme());
            client.setRoutePlanner((target, context) -> new HttpRoute(host, null, secure));
        });
        var built = client.build();
        built.start();
        return new ApacheHttp2Transport(built);
    }

    /** @throws IOException when the account gets no token */
    void requireToken() throws IOException {
        credentials.refreshIfExpired();
    }

    FirebaseMessaging messaging() {
        return messaging;
    }

    @Override
    public void close() {
        app.delete();
    }

    /** As many at once as may be, and no more. */
    private static final class Threads extends ThreadManager {
        private static final ThreadFactory FACTORY =
                Thread.ofVirtual().name("push-fcm-", 0).factory();

        private final int concurrency;

        Threads(int concurrency) {
            this.concurrency = concurrency;
        }

        @Override
        protected ExecutorService getExecutor(FirebaseApp app) {
            return Executors.newFixedThreadPool(concurrency, FACTORY);
        }

        @Override
        protected void releaseExecutor(FirebaseApp app, ExecutorService executor) {
            executor.shutdownNow();
        }

        @Override
        protected ThreadFactory getThreadFactory() {
            return FACTORY;
        }
    }
}
