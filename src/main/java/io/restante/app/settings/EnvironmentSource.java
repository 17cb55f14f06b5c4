package io.restante.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings among the environment variables. {@code RESTANTE_MAILBOX_TTL} sets {@code mailbox.ttl}, and {@code
 * RESTANTE_MAILBOX_TTL_FILE} names a file that holds its value; behind {@code RESTANTE_KAFKA_} each underscore is a dot.
 *
 * <p>So a setting of Kafka whose own name ends in {@code .file} cannot be given here; the settings file and the command line take it.
 */
final class EnvironmentSource {
    private static final String FILE = "_FILE";

    /** Ours, but not settings: read elsewhere. */
    private static final Set<String> NOT_SETTINGS = Set.of("RESTANTE_LOG_LEVEL");

    private final Map<String, String> pathsByVariable = new HashMap<>();
    private final Map<String, String> groupsByPrefix = new HashMap<>();

    EnvironmentSource(List<Setting> settings) {
        for (Setting setting : settings) {
            if (setting.passesThrough()) {
                groupsByPrefix.put(setting.environment() + "_", setting.path() + SettingsTree.SEPARATOR);
            } else {
                pathsByVariable.put(setting.environment(), setting.path());
            }
        }
    }

    /** @throws SettingsException for a variable of ours that sets nothing, a file that cannot be read, and two values for one setting */
    List<Given> read(Map<String, String> environment) {
        Map<String, Given> given = new TreeMap<>();
        for (Map.Entry<String, String> each : new TreeMap<>(environment).entrySet()) {
            String variable = each.getKey();
            if (variable.startsWith(Setting.ENVIRONMENT_PREFIX) && !NOT_SETTINGS.contains(variable)) {
                Given value = read(variable, each.getValue());
                Given other = given.put(value.path(), value);
                if (other != null) {
                    throw new SettingsException(value.path() + ": expected one value, but " + other.origin() + " and "
                            + value.origin() + " both give it one. Remove one of them.");
                }
            }
        }
        return new ArrayList<>(given.values());
    }

    private Given read(String variable, String value) {
        String origin = "environment variable " + variable;
        if (variable.endsWith(FILE)) {
            Optional<String> path = pathOf(variable.substring(0, variable.length() - FILE.length()));
            if (path.isPresent()) {
                return new Given(path.get(), contentOf(value, path.get(), origin), origin);
            }
        }
        return pathOf(variable).map(path -> new Given(path, value, origin)).orElseThrow(() -> unknown(variable, value));
    }

    private Optional<String> pathOf(String variable) {
        Optional<String> path = Optional.ofNullable(pathsByVariable.get(variable));
        return path.or(() -> groupsByPrefix.entrySet().stream()
                .filter(group -> variable.startsWith(group.getKey()) && !variable.equals(group.getKey()))
                .map(group -> group.getValue() + below(variable, group.getKey()))
                .findFirst());
    }

    private static String below(String variable, String prefix) {
        return variable.substring(prefix.length()).toLowerCase(Locale.ROOT).replace("_", SettingsTree.SEPARATOR);
    }

    /** The file's text without the white space at its end, which editors add. */
    private static String contentOf(String file, String path, String origin) {
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException | InvalidPathException e) {
            throw new SettingsException(
                    path + ": expected a file that holds its value, got \"" + file + "\", which cannot be read ("
                            + origin + "): " + e,
                    e);
        }
    }

    private SettingsException unknown(String variable, String value) {
        String hint = NearestPath.to(variable, pathsByVariable.keySet())
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("Every variable that begins with " + Setting.ENVIRONMENT_PREFIX
                        + " must name a setting. Remove or rename it.");
        return new SettingsException("The environment variable " + variable + " is not a setting; its value is "
                + Secrets.shown(variable.replace("_", SettingsTree.SEPARATOR), value) + ". " + hint);
    }
}
