package io.restante.app.settings;

import io.restante.base.GatewayId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How values of one type are written.
 *
 * @param type what such a value is called
 * @param expected what a person is told to write
 * @param parse the value of a text; an {@link IllegalArgumentException} when it is none
 */
record ValueForm(String type, String expected, Function<String, Object> parse) {
    private static final String WHOLE_NUMBER = "whole number";
    private static final String DURATION = "an ISO-8601 duration, such as PT30S or P7D";

    /** The form of a type, or empty when a setting cannot have that type. */
    static Optional<ValueForm> of(Type type) {
        if (type instanceof ParameterizedType optional && optional.getRawType() == Optional.class) {
            return of(optional.getActualTypeArguments()[0]).map(ValueForm::orEmpty);
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        return Optional.empty();
    }

    private static Optional<ValueForm> ofClass(Class<?> type) {
        if (type.isEnum()) {
            return Optional.of(ofChoice(type));
        }
        return Optional.ofNullable(
                switch (type.getName()) {
                    case "java.lang.String" -> new ValueForm("text", "a text", text -> text);
                    case "int" ->
                        new ValueForm(WHOLE_NUMBER, "a whole number up to " + Integer.MAX_VALUE, Integer::valueOf);
                    case "long" -> new ValueForm(WHOLE_NUMBER, "a whole number", Long::valueOf);
                    case "short" ->
                        new ValueForm(WHOLE_NUMBER, "a whole number up to " + Short.MAX_VALUE, Short::valueOf);
                    case "boolean" -> new ValueForm("true or false", "true or false", ValueForm::truth);
                    case "java.time.Duration" -> new ValueForm("duration", DURATION, ValueForm::duration);
                    case "java.nio.file.Path" -> new ValueForm("path", "the path of a file or folder", ValueForm::path);
                    case "io.restante.base.GatewayId" ->
                        new ValueForm("name", "1 to 200 letters, digits, '.', '_' or '-'", GatewayId::new);
                    default -> null;
                });
    }

    private static ValueForm ofChoice(Class<?> type) {
        String choices =
                Arrays.stream(type.getEnumConstants()).map(ValueForm::write).collect(Collectors.joining(" or "));
        return new ValueForm(choices, choices, text -> Arrays.stream(type.getEnumConstants())
                .filter(each -> write(each).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private ValueForm orEmpty() {
        return new ValueForm(
                type + " or nothing",
                expected,
                text -> text.isEmpty() ? Optional.empty() : Optional.of(parse.apply(text)));
    }

    /** The text that stands for the value, the same for every value that is equal. */
    static String write(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ValueForm::write).orElse("");
        }
        if (value instanceof Enum<?> choice) {
            return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof Duration duration && duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.isZero() ? "PT0S" : "P" + duration.toDays() + "D";
        }
        return value.toString();
    }

    private static Object truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Object duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Object path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
