package io.restante.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A value read from YAML, anchors and merges resolved, looked into by names. What is not there is empty.
 *
 * @param value as the parser made it: a map, a list, or one value
 */
record Yaml(Object value) {
    private static final Object NOTHING = Map.of();

    /** Every document of the file. */
    static List<Yaml> documents(Path file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(file)) {
            List<Yaml> documents = new ArrayList<>();
            new org.yaml.snakeyaml.Yaml(new SafeConstructor(strict))
                    .loadAll(reader)
                    .forEach(each -> documents.add(new Yaml(each)));
            return documents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Yaml document(Path file) {
        List<Yaml> documents = documents(file);
        if (documents.size() != 1) {
            throw new IllegalStateException(file + " has " + documents.size() + " documents, expected one");
        }
        return documents.getFirst();
    }

    /** What stands under the names, one in the other. */
    Yaml at(String... names) {
        Object found = value;
        for (String name : names) {
            found = found instanceof Map<?, ?> map && map.containsKey(name) ? map.get(name) : NOTHING;
        }
        return new Yaml(found == null ? NOTHING : found);
    }

    boolean there() {
        return !value.equals(NOTHING);
    }

    String text() {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            throw new IllegalStateException("expected one value, got " + value);
        }
        return String.valueOf(value);
    }

    /** The values of a list; none where there is no list. */
    List<Yaml> list() {
        return value instanceof List<?> list ? list.stream().map(Yaml::new).toList() : List.of();
    }

    List<String> texts() {
        return list().stream().map(Yaml::text).toList();
    }

    /** The entries of a map; none where there is no map. */
    Map<String, Yaml> map() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> entries.put(String.valueOf(key), new Yaml(each == null ? NOTHING : each)));
        }
        return entries;
    }

    Stream<Yaml> values() {
        return map().values().stream();
    }
}
