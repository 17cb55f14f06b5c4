package io.restante.app.settings;

import java.util.List;
import java.util.Locale;

/** Which values are not for the eyes of a person: those whose path has a word of secrecy in it. */
final class Secrets {
    private static final String INSTEAD = "(secret)";

    private static final List<String> WORDS = List.of(
            "password",
            "secret",
            "jaas",
            "credential",
            "token",
            "keystore.key",
            "private.key",
            "passphrase",
            "user.info");

    private Secrets() {}

    /** The value in quotation marks, or a word in its place when the path says that it is a secret. */
    static String shown(String path, String value) {
        String lower = path.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains) ? INSTEAD : '"' + value + '"';
    }
}
