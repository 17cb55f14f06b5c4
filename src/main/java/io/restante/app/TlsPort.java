package io.restante.app;

import io.javalin.config.JettyConfig;
import io.restante.app.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A port that speaks TLS alone, with a certificate and key from PEM files. */
final class TlsPort {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private TlsPort() {}

    /**
     * Makes the server listen there, and nowhere else.
     *
     * @throws StartException when the files hold no certificate and key
     */
    static void open(JettyConfig jetty, TlsSettings tls, String host, int port) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        String password = UUID.randomUUID().toString();
        context.setKeyStore(keyStore(tls.certificate().orElseThrow(), tls.key().orElseThrow(), password.toCharArray()));
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

    private static KeyStore keyStore(Path certificate, Path key, char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("gateway", key(key), password, chain(certificate));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException(
                    "The certificate " + certificate + " and the key " + key + " cannot be used together: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Certificate[] chain(Path file) {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read("gateway.tls.certificate", file)))
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw wrong("gateway.tls.certificate", file, "certificates as PEM", e);
        }
        throw wrong("gateway.tls.certificate", file, "certificates as PEM", new IOException("there is none"));
    }

    private static PrivateKey key(Path file) {
        Matcher pem = KEY.matcher(new String(read("gateway.tls.key", file), StandardCharsets.US_ASCII));
        String expected = "a private key as PEM (PKCS#8, not encrypted: BEGIN PRIVATE KEY)";
        if (!pem.find()) {
            throw wrong("gateway.tls.key", file, expected, new IOException("there is none"));
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        GeneralSecurityException last = new GeneralSecurityException("no such kind of key");
        for (String kind : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw wrong("gateway.tls.key", file, expected, last);
    }

    private static byte[] read(String setting, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(setting, file, "a file that can be read", e);
        }
    }

    private static StartException wrong(String setting, Path file, String expected, Exception cause) {
        return new StartException(
                setting + ": expected " + expected + " in " + file + " (" + cause.getMessage() + ").", cause);
    }
}
