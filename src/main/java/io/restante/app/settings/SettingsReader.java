package io.restante.app.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the settings: the defaults, over them a YAML file, over that the environment, over that the command line. Nothing is passed over in
 * silence: what is not a setting stops the start as a wrong value does.
 */
public final class SettingsReader {
    private static final List<Setting> TREE = SettingsTree.of(Settings.DEFAULTS);

    private SettingsReader() {}

    /**
     * The settings that are in force.
     *
     * @param config the YAML file, where there is one
     * @param environment all environment variables, ours and others'
     * @param commandLine values by path
     * @throws SettingsException naming the setting, its value, where it came from and what was expected
     */
    public static Settings read(
            Optional<Path> config, Map<String, String> environment, Map<String, String> commandLine) {
        return read(Settings.DEFAULTS, config, environment, commandLine);
    }

    /** The settings that are in force where these are the defaults. */
    public static Settings read(
            Settings defaults,
            Optional<Path> config,
            Map<String, String> environment,
            Map<String, String> commandLine) {
        Map<String, Given> inForce = new LinkedHashMap<>();
        for (Given each : layers(config, environment, commandLine)) {
            requireKnown(each);
            inForce.put(each.path(), each);
        }
        return new SettingsBinder(inForce).bind(defaults);
    }

    /** Everything that was given, the weaker first. */
    private static List<Given> layers(
            Optional<Path> config, Map<String, String> environment, Map<String, String> commandLine) {
        List<Given> given = new ArrayList<>();
        config.ifPresent(file -> given.addAll(YamlSource.read(file)));
        given.addAll(new EnvironmentSource(TREE).read(environment));
        commandLine.forEach((path, value) -> given.add(new Given(path, value, "command line")));
        return given;
    }

    private static void requireKnown(Given value) {
        if (TREE.stream().noneMatch(setting -> takes(setting, value.path()))) {
            throw unknown(value);
        }
    }

    private static boolean takes(Setting setting, String path) {
        if (!setting.passesThrough()) {
            return setting.path().equals(path);
        }
        String prefix = setting.path() + SettingsTree.SEPARATOR;
        return path.startsWith(prefix) && !path.equals(prefix);
    }

    private static SettingsException unknown(Given value) {
        List<String> below = TREE.stream()
                .filter(setting ->
                        (setting.path() + SettingsTree.SEPARATOR).startsWith(value.path() + SettingsTree.SEPARATOR))
                .map(setting -> setting.passesThrough() ? setting.path() + ".*" : setting.path())
                .toList();
        if (!below.isEmpty()) {
            return new SettingsException(value.path() + ": expected the settings below it (" + String.join(", ", below)
                    + "), got one value, " + value.shown() + ".");
        }
        String hint = NearestPath.to(
                        value.path(), TREE.stream().map(Setting::path).collect(Collectors.toList()))
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("Remove it, or look for the right name in topology-docs/settings.md.");
        return new SettingsException(value.path() + " is not a setting; its value is " + value.shown() + ". " + hint);
    }
}
