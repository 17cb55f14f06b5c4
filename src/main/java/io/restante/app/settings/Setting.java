package io.restante.app.settings;

import java.lang.reflect.Type;
import java.util.Locale;
import java.util.Map;

/**
 * One place of the tree with the value it has there: a single value, or the map of all that is passed through.
 *
 * @param path the names of the components down to it
 * @param type of its value
 * @param value it has
 */
record Setting(String path, Type type, Object value) {
    /** What the name of every environment variable of ours begins with. */
    static final String ENVIRONMENT_PREFIX = "RESTANTE_";

    /** The environment variable that sets a path: {@code mailbox.limitMessages} is {@code RESTANTE_MAILBOX_LIMIT_MESSAGES}. */
    static String environmentOf(String path) {
        return ENVIRONMENT_PREFIX
                + path.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }

    /** The environment variable that sets it. */
    String environment() {
        return environmentOf(path);
    }

    /** Whether it takes any key below its path, rather than one value. */
    boolean passesThrough() {
        return value instanceof Map<?, ?>;
    }

    /** The value as a person may see it. */
    String shown() {
        if (value instanceof Map<?, ?> entries) {
            StringBuilder shown = new StringBuilder("{");
            entries.forEach((key, text) -> shown.append(shown.length() > 1 ? ", " : "")
                    .append(key)
                    .append(": ")
                    .append(Secrets.shown(String.valueOf(key), String.valueOf(text))));
            return shown.append('}').toString();
        }
        return ValueForm.write(value);
    }
}
