package io.restante.app.settings;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes the records of the tree anew, each with the values given to it and the defaults for the rest. */
final class SettingsBinder {
    private final Map<String, Given> given;

    /** @param given the values by path; each path is known to be in the tree */
    SettingsBinder(Map<String, Given> given) {
        this.given = given;
    }

    /** @throws SettingsException for a value that is no value of its setting, or that its record does not accept */
    Settings bind(Settings defaults) {
        return bind("", Settings.class, defaults);
    }

    private <R extends Record> R bind(String prefix, Class<R> type, Record defaults) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = valueOf(prefix + components[i].getName(), components[i], defaults);
        }
        try {
            return SettingsTree.make(type, values);
        } catch (IllegalArgumentException e) {
            throw refused(prefix, e);
        }
    }

    private Object valueOf(String path, RecordComponent component, Record defaults) {
        Object value = SettingsTree.read(component, defaults);
        if (SettingsTree.isGroup(component)) {
            return bind(path + SettingsTree.SEPARATOR, component.getType().asSubclass(Record.class), (Record) value);
        }
        if (value instanceof Map<?, ?>) {
            return below(path + SettingsTree.SEPARATOR);
        }
        Given text = given.get(path);
        return text == null ? value : parse(text, component);
    }

    private Map<String, String> below(String prefix) {
        Map<String, String> entries = new TreeMap<>();
        given.forEach((path, each) -> {
            if (path.startsWith(prefix)) {
                entries.put(path.substring(prefix.length()), each.value());
            }
        });
        return entries;
    }

    private static Object parse(Given text, RecordComponent component) {
        ValueForm form = ValueForm.of(component.getGenericType())
                .orElseThrow(() -> new IllegalStateException(component + " has a type that cannot be a setting"));
        try {
            return form.parse().apply(text.value());
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    text.path() + ": expected " + form.expected() + ", got " + text.shown() + ".", e);
        }
    }

    /** The record's own complaint, {@code name: expected …, got …}, completed by the path and where the value came from. */
    private SettingsException refused(String prefix, IllegalArgumentException complaint) {
        String sentence = String.valueOf(complaint.getMessage());
        int colon = sentence.indexOf(": ");
        Given culprit = colon < 0 ? null : given.get(prefix + sentence.substring(0, colon));
        String origin = culprit == null ? "the default" + mentioned(prefix, sentence) : culprit.origin();
        return new SettingsException(prefix + sentence + " (" + origin + ").", complaint);
    }

    /** Values that were given to the settings that the complaint names: one of them made the default wrong. */
    private String mentioned(String prefix, String sentence) {
        return given.values().stream()
                .filter(each -> each.path().startsWith(prefix)
                        && sentence.contains(each.path().substring(prefix.length())))
                .map(each -> "; " + each)
                .collect(Collectors.joining());
    }
}
