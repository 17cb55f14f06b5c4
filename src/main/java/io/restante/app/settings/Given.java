package io.restante.app.settings;

/**
 * A value that somebody gave to a setting, as text.
 *
 * @param path of the setting
 * @param value as it was written
 * @param origin where it was written, as a phrase: {@code environment variable RESTANTE_OPS_PORT}
 */
record Given(String path, String value, String origin) {
    /** The value as a person may see it, with where it came from. */
    String shown() {
        return Secrets.shown(path, value) + " (" + origin + ")";
    }

    @Override
    public String toString() {
        return path + " = " + shown();
    }
}
