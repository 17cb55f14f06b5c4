package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What clients' connections are encrypted with.
 *
 * @param certificate a PEM file: the certificate, and those that vouch for it behind it
 * @param key a PEM file: its private key
 */
public record TlsSettings(Optional<Path> certificate, Optional<Path> key) {
    public static final TlsSettings DEFAULTS = new TlsSettings(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public TlsSettings {
        require(
                certificate.isPresent() == key.isPresent(),
                certificate.isPresent() ? "key" : "certificate",
                "nothing",
                "the other file too: a certificate and its key go together");
    }

    /** Whether clients come by TLS. */
    public boolean on() {
        return certificate.isPresent();
    }

    /** What the gateway's addresses begin with. */
    public String scheme() {
        return on() ? "https" : "http";
    }
}
