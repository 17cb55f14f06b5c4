package io.restante.app;

import io.javalin.config.JettyConfig;
import io.restante.app.settings.OpsTlsSettings;
import io.restante.app.settings.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A port that speaks TLS alone, with a certificate and key from PEM files. */
final class TlsPort {
    private final SslContextFactory.Server context;

    private TlsPort(SslContextFactory.Server context) {
        this.context = context;
    }

    /**
     * Reads the files; nothing is opened yet. Empty when nothing is to be encrypted.
     *
     * @throws StartException when the files hold no certificate and key that belong together
     */
    static Optional<TlsPort> of(TlsSettings tls) {
        return of("gateway.tls", tls.certificate(), tls.key());
    }

    /**
     * The same for the operations port.
     *
     * @throws StartException when the files hold no certificate and key that belong together
     */
    static Optional<TlsPort> of(OpsTlsSettings tls) {
        return of("ops.tls", tls.certificate(), tls.key());
    }

    private static Optional<TlsPort> of(String setting, Optional<Path> certificate, Optional<Path> key) {
        if (certificate.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        SslContextFactory.Server context = new SslContextFactory.Server();
        String password = UUID.randomUUID().toString();
        PemFiles pem = new PemFiles(setting);
        context.setKeyStore(keyStore(pem, certificate.get(), key.get(), password.toCharArray()));
        context.setKeyStorePassword(password);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        return Optional.of(new TlsPort(context));
    }

    /** Makes the server listen there, and nowhere else. */
    void open(JettyConfig jetty, String host, int port) {
        jetty.addConnector((server, http) -> connector(server, http, host, port));
    }

    private ServerConnector connector(Server server, HttpConfiguration http, String host, int port) {
        HttpConfiguration encrypted = new HttpConfiguration(http);
        // Whom a client asks for by name is its own affair: one certificate serves all.
        encrypted.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(server, context, new HttpConnectionFactory(encrypted));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    private static KeyStore keyStore(PemFiles pem, Path certificate, Path key, char[] password) {
        try {
            PrivateKey secret = pem.key(key);
            Certificate[] chain = pem.certificates("certificate", certificate);
            requirePair(secret, chain[0].getPublicKey());
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("port", secret, password, chain);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException(
                    "The certificate " + certificate + " and the key " + key + " cannot be used together: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A key store takes any two; that they do not belong together would be found out by the first client. */
    private static void requirePair(PrivateKey secret, PublicKey known) throws GeneralSecurityException {
        String kind = secret.getAlgorithm();
        if (!kind.equals(known.getAlgorithm())) {
            throw new GeneralSecurityException(
                    "the key is of the kind " + kind + ", the certificate is for one of " + known.getAlgorithm());
        }
        byte[] sample = new byte[] {1};
        Signature signature = Signature.getInstance(
                switch (kind) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> kind;
                });
        signature.initSign(secret);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(sample);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the certificate is for another key");
        }
    }
}
