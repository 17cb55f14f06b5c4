package io.restante.app.settings;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a YAML file. A path may be written as nested keys, as one key with dots, or half and half; values are taken as they are
 * written, so that {@code 007} stays what it is.
 */
final class YamlSource {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final Path file;
    private final Map<String, Given> given = new LinkedHashMap<>();

    private YamlSource(Path file) {
        this.file = file;
    }

    /** @throws SettingsException when the file cannot be read, is no YAML, or is not a tree of single values */
    static List<Given> read(Path file) {
        YamlSource source = new YamlSource(file);
        try (YAMLParser parser = YAML.createParser(Files.readString(file))) {
            source.readRoot(parser);
        } catch (JsonProcessingException e) {
            throw new SettingsException(
                    source.place(e.getLocation()) + ": expected YAML, but " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new SettingsException("The settings file " + file + " (--config) does not exist.", e);
        } catch (IOException e) {
            throw new SettingsException("The settings file " + file + " (--config) cannot be read: " + e, e);
        }
        return new ArrayList<>(source.given.values());
    }

    /** A file with nothing but comments sets nothing. */
    private void readRoot(YAMLParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || (first == JsonToken.VALUE_NULL && parser.nextToken() == null)) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw wrong("the file", "settings as name: value", parser);
        }
        readGroup(parser, "");
        if (parser.nextToken() != null) {
            throw wrong("the file", "one YAML document", parser);
        }
    }

    private void readGroup(YAMLParser parser, String prefix) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String path = prefix + name;
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
                readGroup(parser, path + SettingsTree.SEPARATOR);
            } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && !parser.isCurrentAlias()) {
                add(new Given(path, parser.getText(), place(parser.currentTokenLocation())));
            } else {
                throw wrong(path, "one value, written out", parser);
            }
        }
    }

    private void add(Given value) {
        Given earlier = given.putIfAbsent(value.path(), value);
        if (earlier != null) {
            throw new SettingsException(
                    value.path() + ": expected one value, got two: " + earlier.shown() + " and " + value.shown() + ".");
        }
    }

    private SettingsException wrong(String what, String expected, YAMLParser parser) throws IOException {
        String got = parser.isCurrentAlias() ? "an alias" : nameOf(parser.currentToken());
        return new SettingsException(
                what + ": expected " + expected + ", got " + got + " (" + place(parser.currentTokenLocation()) + ").");
    }

    private static String nameOf(JsonToken token) {
        return switch (token) {
            case START_ARRAY -> "a list";
            case START_OBJECT -> "a group";
            case VALUE_NULL -> "nothing";
            default -> "a single value";
        };
    }

    private String place(@Nullable JsonLocation location) {
        return "file " + file + (location == null ? "" : ", line " + location.getLineNr());
    }
}
