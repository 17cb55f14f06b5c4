package io.restante.app.settings;

import java.util.Objects;

/** The table of all settings, for people to look things up. */
public final class SettingsReference {
    private static final String HEAD = """
            # Settings

            Generated from the records of `io.restante.app.settings`. A value comes from the defaults below, over them a YAML file
            (`--config`), over that the environment, over that the command line. With `_FILE` behind its name, an environment variable names
            a file that holds the value. A wrong value or an unknown setting stops the start. Durations are those of ISO-8601: `PT30S`, `P7D`.

            | setting | type | default | environment variable | |
            |---|---|---|---|---|
            """;

    private SettingsReference() {}

    /** The content of {@code topology-docs/settings.md}; the same at every call. */
    public static String markdown() {
        StringBuilder table = new StringBuilder(HEAD);
        for (Setting setting : SettingsTree.of(Settings.DEFAULTS)) {
            table.append(row(setting));
        }
        return table.toString();
    }

    private static String row(Setting setting) {
        String about = Objects.requireNonNull(
                SettingTexts.BY_PATH.get(setting.path()), () -> setting.path() + " has no text in SettingTexts");
        String below = setting.passesThrough() ? ".*" : "";
        return "| `" + setting.path() + below
                + "` | " + typeOf(setting)
                + " | " + code(setting.passesThrough() ? "" : setting.shown())
                + " | `" + setting.environment() + below.replace('.', '_')
                + "` | " + about + " |\n";
    }

    private static String typeOf(Setting setting) {
        return ValueForm.of(setting.type()).map(ValueForm::type).orElse("text");
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : '`' + value + '`';
    }
}
