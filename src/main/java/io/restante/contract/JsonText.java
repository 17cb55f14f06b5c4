package io.restante.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.restante.base.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes JSON objects as bytes: absent is absent, times have milliseconds, payloads go in verbatim. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The second written last: what happens together carries nearly the same times. */
    private static volatile Second last = Second.of(Instant.EPOCH);

    private final JsonGenerator generator;

    private JsonText(JsonGenerator generator) {
        this.generator = generator;
    }

    /** What is put between the braces of an object. */
    @FunctionalInterface
    public interface Body {
        void write(JsonText json) throws IOException;
    }

    /** The UTF-8 bytes of one object. */
    public static byte[] object(Body body) {
        return written(json -> {
            json.generator.writeStartObject();
            body.write(json);
            json.generator.writeEndObject();
        });
    }

    /** The UTF-8 bytes of a list of objects. */
    public static <T> byte[] array(List<T> values, Each<T> each) {
        return written(json -> {
            json.generator.writeStartArray();
            for (T value : values) {
                json.generator.writeStartObject();
                each.write(json, value);
                json.generator.writeEndObject();
            }
            json.generator.writeEndArray();
        });
    }

    private static byte[] written(Body body) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            body.write(new JsonText(generator));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /** ISO-8601 in UTC with milliseconds, as everywhere on topics and wires. */
    public static String time(Instant instant) {
        Second second = last;
        if (second.epochSecond() != instant.getEpochSecond()) {
            second = Second.of(instant);
            last = second;
        }
        int millis = instant.getNano() / 1_000_000;
        return second.text()
                + (char) ('0' + millis / 100)
                + (char) ('0' + millis / 10 % 10)
                + (char) ('0' + millis % 10)
                + 'Z';
    }

    /** A time up to its seconds, written. */
    private record Second(long epochSecond, String text) {
        static Second of(Instant instant) {
            return new Second(instant.getEpochSecond(), SECOND.format(instant));
        }
    }

    public JsonText put(String field, String value) throws IOException {
        generator.writeStringField(field, value);
        return this;
    }

    public JsonText put(String field, long value) throws IOException {
        generator.writeNumberField(field, value);
        return this;
    }

    public JsonText put(String field, boolean value) throws IOException {
        generator.writeBooleanField(field, value);
        return this;
    }

    public JsonText put(String field, Instant value) throws IOException {
        return put(field, time(value));
    }

    public JsonText put(String field, Payload value) throws IOException {
        generator.writeFieldName(field);
        generator.writeRawValue(new Verbatim(value));
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
            generator.writeArrayFieldStart(field);
            for (Object value : values) {
                generator.writeString(value.toString());
            }
            generator.writeEndArray();
        }
        return this;
    }

    public JsonText putObject(String field, Body body) throws IOException {
        generator.writeObjectFieldStart(field);
        body.write(this);
        generator.writeEndObject();
        return this;
    }

    /** A list of objects, empty lists included: where a list is the answer, an empty one says something. */
    public <T> JsonText putObjects(String field, List<T> values, Each<T> each) throws IOException {
        generator.writeArrayFieldStart(field);
        for (T value : values) {
            generator.writeStartObject();
            each.write(this, value);
            generator.writeEndObject();
        }
        generator.writeEndArray();
        return this;
    }

    /** What is put between the braces of one element. */
    @FunctionalInterface
    public interface Each<T> {
        void write(JsonText json, T value) throws IOException;
    }

    /** Bytes that are JSON already, for the generator to copy. */
    private record Verbatim(Payload payload) implements SerializableString {
        private static final SerializableString UNUSED = new SerializedString("");

        @Override
        public int appendUnquotedUTF8(byte[] buffer, int offset) {
            byte[] json = payload.json();
            if (buffer.length - offset < json.length) {
                return -1;
            }
            System.arraycopy(json, 0, buffer, offset, json.length);
            return json.length;
        }

        @Override
        public byte[] asUnquotedUTF8() {
            return payload.json();
        }

        @Override
        public String getValue() {
            return payload.text();
        }

        @Override
        public int charLength() {
            return payload.text().length();
        }

        @Override
        public char[] asQuotedChars() {
            return UNUSED.asQuotedChars();
        }

        @Override
        public byte[] asQuotedUTF8() {
            return UNUSED.asQuotedUTF8();
        }

        @Override
        public int appendQuotedUTF8(byte[] buffer, int offset) {
            return -1;
        }

        @Override
        public int appendQuoted(char[] buffer, int offset) {
            return -1;
        }

        @Override
        public int appendUnquoted(char[] buffer, int offset) {
            return -1;
        }

        @Override
        public int writeQuotedUTF8(OutputStream out) throws IOException {
            return writeUnquotedUTF8(out);
        }

        @Override
        public int writeUnquotedUTF8(OutputStream out) throws IOException {
            out.write(payload.json());
            return payload.size();
        }

        @Override
        public int putQuotedUTF8(ByteBuffer buffer) {
            return -1;
        }

        @Override
        public int putUnquotedUTF8(ByteBuffer buffer) {
            return -1;
        }
    }
}
