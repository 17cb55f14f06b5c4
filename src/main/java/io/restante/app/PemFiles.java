package io.restante.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and keys in PEM files that settings name.
 *
 * @param setting the settings' common path, such as {@code gateway.tls}
 */
record PemFiles(String setting) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /**
     * The certificates in the file, as they stand there.
     *
     * @param name of the setting
     * @throws StartException when there is none
     */
    Certificate[] certificates(String name, Path file) {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(name, file)))
                    .toArray(Certificate[]::new);
            if (chain.length > 0) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw wrong(name, file, "certificates as PEM", e);
        }
        throw wrong(name, file, "certificates as PEM", new IOException("there is none"));
    }

    /** @throws StartException when the file holds no private key */
    PrivateKey key(Path file) {
        Matcher pem = KEY.matcher(new String(read("key", file), StandardCharsets.US_ASCII));
        String expected = "a private key as PEM (PKCS#8, not encrypted: BEGIN PRIVATE KEY)";
        if (!pem.find()) {
            throw wrong("key", file, expected, new IOException("there is none"));
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
        throw wrong("key", file, expected, last);
    }

    private byte[] read(String name, Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(name, file, "a file that can be read", e);
        }
    }

    private StartException wrong(String name, Path file, String expected, Exception cause) {
        return new StartException(
                setting + "." + name + ": expected " + expected + " in " + file + " (" + cause.getMessage() + ").",
                cause);
    }
}
