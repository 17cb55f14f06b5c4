package io.restante.app;

import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.UUID;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A port that speaks TLS alone, with a certificate and key from PEM files. */
final class TlsPort {
    private TlsPort() {}

    /**
     * Makes the server listen there, and nowhere else.
     *
     * @param setting of the certificate and key, such as {@code gateway.tls}
     * @throws StartException when the files hold no certificate and key
     */
    static void open(JettyConfig jetty, String setting, Path certificate, Path key, String host, int port) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        String password = UUID.randomUUID().toString();
        PemFiles pem = new PemFiles(setting);
        context.setKeyStore(keyStore(pem, certificate, key, password.toCharArray()));
        context.setKeyStorePassword(password);
        context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        jetty.addConnector((server, http) -> connector(server, http, context, host, port));
    }

    private static ServerConnector connector(
            Server server, HttpConfiguration http, SslContextFactory.Server context, String host, int port) {
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
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("port", pem.key(key), password, pem.certificates("certificate", certificate));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException(
                    "The certificate " + certificate + " and the key " + key + " cannot be used together: "
                            + e.getMessage(),
                    e);
        }
    }
}
