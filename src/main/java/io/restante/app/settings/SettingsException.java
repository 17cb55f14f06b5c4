package io.restante.app.settings;

import org.jspecify.annotations.Nullable;

/** A setting is wrong. The message is a sentence for a person: which setting, its value, where it came from and what was expected. */
public final class SettingsException extends RuntimeException {
    SettingsException(String sentence) {
        this(sentence, null);
    }

    SettingsException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
