package io.restante.app.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tree of settings as its records spell it: which places it has, and how a record of it is made again with other values. */
final class SettingsTree {
    /** What stands between the names of a path. */
    static final String SEPARATOR = ".";

    private SettingsTree() {}

    /** Each place of the tree with its value, in the order of the records. */
    static List<Setting> of(Record root) {
        List<Setting> settings = new ArrayList<>();
        collect("", root, settings);
        return List.copyOf(settings);
    }

    private static void collect(String prefix, Record group, List<Setting> settings) {
        for (RecordComponent component : group.getClass().getRecordComponents()) {
            String path = prefix + component.getName();
            Object value = read(component, group);
            if (isGroup(component)) {
                collect(path + SEPARATOR, (Record) value, settings);
            } else {
                settings.add(new Setting(path, component.getGenericType(), value));
            }
        }
    }

    /** Whether the component holds settings of its own, rather than a value. */
    static boolean isGroup(RecordComponent component) {
        return component.getType().isRecord()
                && ValueForm.of(component.getGenericType()).isEmpty();
    }

    /** The value of one component. */
    static Object read(RecordComponent component, Record group) {
        try {
            return component.getAccessor().invoke(group);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(component + " of a settings record cannot be read: it must be public", e);
        }
    }

    /**
     * A record of the type with the values given.
     *
     * @throws IllegalArgumentException what the record complains of
     */
    static <R extends Record> R make(Class<R> type, Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getConstructor(types);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException complaint) {
                throw complaint;
            }
            throw new IllegalStateException(type + " could not be made", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made: a settings record must be public", e);
        }
    }
}
