package io.restante.contract;

import io.restante.base.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes JSON objects as bytes: absent is absent, times have milliseconds, payloads go in verbatim. */
public final class JsonText {
    /** Bytes that most objects fit into. */
    private static final int USUAL = 256;

    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The second written last: what happens together carries nearly the same times. */
    private static volatile Second last = Second.of(Instant.EPOCH);

    private final JsonBytes bytes = new JsonBytes(USUAL);

    private JsonText() {}

    /** What is put between the braces of an object. */
    @FunctionalInterface
    public interface Body {
        void write(JsonText json) throws IOException;
    }

    /** What somebody wrote, so that it can be said again: half of a surrogate pair, which no UTF-8 can hold, becomes a question mark. */
    public static String sayable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The UTF-8 bytes of one object. */
    public static byte[] object(Body body) {
        return written(json -> json.braces(body));
    }

    /** The UTF-8 bytes of a list of objects. */
    public static <T> byte[] array(List<T> values, Each<T> each) {
        return written(json -> json.brackets(values, each));
    }

    private static byte[] written(Body body) {
        JsonText json = new JsonText();
        try {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return json.bytes.done();
    }

    private void braces(Body body) throws IOException {
        bytes.open('{');
        body.write(this);
        bytes.close('}');
    }

    private <T> void brackets(List<T> values, Each<T> each) throws IOException {
        bytes.open('[');
        for (T value : values) {
            bytes.next();
            braces(json -> each.write(json, value));
        }
        bytes.close(']');
    }

    /** ISO-8601 in UTC with milliseconds, as everywhere on topics and wires. */
    public static String time(Instant instant) {
        int millis = millis(instant);
        return second(instant)
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
    }

    private static String second(Instant instant) {
        Second second = last;
        if (second.epochSecond() != instant.getEpochSecond()) {
            second = Second.of(instant);
            last = second;
        }
        return second.text();
    }

    private static int millis(Instant instant) {
        return Math.floorMod(instant.toEpochMilli(), 1_000);
    }

    /** A time up to its seconds, written. */
    private record Second(long epochSecond, String text) {
        static Second of(Instant instant) {
            return new Second(instant.getEpochSecond(), SECOND.format(instant));
        }
    }

    public JsonText put(String field, String value) throws IOException {
        bytes.name(field);
        bytes.text(value);
        return this;
    }

    public JsonText put(String field, long value) throws IOException {
        bytes.name(field);
        bytes.number(value);
        return this;
    }

    public JsonText put(String field, boolean value) throws IOException {
        bytes.name(field);
        bytes.flag(value);
        return this;
    }

    public JsonText put(String field, Instant value) throws IOException {
        bytes.name(field);
        bytes.time(second(value), millis(value));
        return this;
    }

    public JsonText put(String field, Payload value) throws IOException {
        bytes.name(field);
        bytes.raw(value.json());
        return this;
    }

    /** Nothing when there is no value. */
    public JsonText putIfPresent(String field, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            switch (value.get()) {
                case Instant time -> put(field, time);
                case Long number -> put(field, number.longValue());
                case Integer number -> put(field, number.longValue());
                case Boolean flag -> put(field, flag.booleanValue());
                case Object other -> put(field, other.toString());
            }
        }
        return this;
    }

    /** Nothing when the list is empty. */
    public JsonText putTexts(String field, List<?> values) throws IOException {
        if (!values.isEmpty()) {
            bytes.name(field);
            bytes.open('[');
            for (Object value : values) {
                bytes.next();
                bytes.text(value.toString());
            }
            bytes.close(']');
        }
        return this;
    }

    /** A list of whole numbers, empty lists included. */
    public JsonText putWholes(String field, List<Integer> values) throws IOException {
        bytes.name(field);
        bytes.open('[');
        for (int value : values) {
            bytes.next();
            bytes.number(value);
        }
        bytes.close(']');
        return this;
    }

    public JsonText putObject(String field, Body body) throws IOException {
        bytes.name(field);
        braces(body);
        return this;
    }

    /** A list of objects, empty lists included: where a list is the answer, an empty one says something. */
    public <T> JsonText putObjects(String field, List<T> values, Each<T> each) throws IOException {
        bytes.name(field);
        brackets(values, each);
        return this;
    }

    /** What is put between the braces of one element. */
    @FunctionalInterface
    public interface Each<T> {
        void write(JsonText json, T value) throws IOException;
    }
}
