package io.restante.app;

import io.restante.app.settings.OpsTlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom a process believes to be another one of its installation, when it asks on an operations port that is encrypted. */
final class PeerTrust {
    private PeerTrust() {}

    /**
     * What to ask with; empty when operations ports are not encrypted.
     *
     * @throws StartException when the file of those who are trusted holds no certificates
     */
    static Optional<SSLContext> of(OpsTlsSettings tls) {
        return tls.on() ? Optional.of(context(tls.trusted())) : Optional.empty();
    }

    private static SSLContext context(Optional<Path> trusted) {
        try {
            if (trusted.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int number = 0;
            for (Certificate each : new PemFiles("ops.tls").certificates("trusted", trusted.get())) {
                store.setCertificateEntry("trusted-" + number++, each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException("Other processes cannot be asked by TLS: " + e.getMessage(), e);
        }
    }
}
