package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operations port is encrypted with, and whom this process believes when it asks others on theirs.
 *
 * @param certificate a PEM file: the certificate, and those that vouch for it behind it
 * @param key a PEM file: its private key
 * @param trusted a PEM file: the certificates that vouch for the other processes; those the JVM knows where there is none
 */
public record OpsTlsSettings(Optional<Path> certificate, Optional<Path> key, Optional<Path> trusted) {
    public static final OpsTlsSettings DEFAULTS =
            new OpsTlsSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public OpsTlsSettings {
        require(
                certificate.isPresent() == key.isPresent(),
                certificate.isPresent() ? "key" : "certificate",
                "nothing",
                "the other file too: a certificate and its key go together");
        require(
                trusted.isEmpty() || certificate.isPresent(),
                "certificate",
                "nothing",
                "a certificate of its own too: where others are asked by TLS, all are");
    }

    /** Whether the operations ports of the installation speak TLS. */
    public boolean on() {
        return certificate.isPresent();
    }

    /** What the addresses of operations ports begin with. */
    public String scheme() {
        return on() ? "https" : "http";
    }
}
