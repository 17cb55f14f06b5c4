package io.restante.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.restante.base.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A JSON object read from bytes, whose fields are asked for by type; a field of the wrong kind is named in the complaint. Fields that
 * carry content are not parsed into values but kept as the bytes they were written in. A field that is null is
 * absent; a field nobody asks for is passed over.
 */
public final class JsonObject {
    /** The longest span of time anybody may ask for: a hundred years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final ObjectNode node;
    private final String path;

    private JsonObject(ObjectNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** @throws MalformedException when the bytes are not one JSON object in UTF-8 */
    public static JsonObject parse(byte[] bytes) throws MalformedException {
        if (VerbatimJson.read(bytes) instanceof ObjectNode object) {
            return new JsonObject(object, "");
        }
        throw new MalformedException("", "expected a JSON object");
    }

    /** The object in a tree that {@link VerbatimJson#read} returned. */
    public static JsonObject of(ObjectNode node) {
        return new JsonObject(node, "");
    }

    public boolean has(String field) {
        return find(field).isPresent();
    }

    public Optional<String> text(String field) throws MalformedException {
        Optional<JsonNode> found = find(field);
        if (found.isPresent() && !found.get().isTextual()) {
            throw wrong(field, "a text", found.get());
        }
        return found.isPresent() ? Optional.of(wellFormed(field, found.get())) : Optional.empty();
    }

    /** JSON can spell half a character, which no UTF-8 can hold: what was read could not be written again. */
    private String wellFormed(String field, JsonNode value) throws MalformedException {
        String text = value.textValue();
        if (holdsSurrogates(text) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw complaint(field, "expected text, got half of a surrogate pair");
        }
        return text;
    }

    private static boolean holdsSurrogates(String text) {
        for (int n = 0; n < text.length(); n++) {
            if (Character.isSurrogate(text.charAt(n))) {
                return true;
            }
        }
        return false;
    }

    public String requiredText(String field) throws MalformedException {
        return text(field).orElseThrow(() -> missing(field, "a text"));
    }

    /** A whole number not below the minimum. */
    public OptionalLong whole(String field, long minimum) throws MalformedException {
        Optional<JsonNode> found = find(field);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode value = found.get();
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < minimum) {
            throw wrong(field, "a whole number of " + minimum + " or more", value);
        }
        return OptionalLong.of(value.longValue());
    }

    /** A whole number that an int holds, not below the minimum. */
    public OptionalInt size(String field, int minimum) throws MalformedException {
        OptionalLong value = whole(field, minimum);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (value.getAsLong() > Integer.MAX_VALUE) {
            throw complaint(
                    field, "expected a whole number of at most " + Integer.MAX_VALUE + ", got " + value.getAsLong());
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    /** A whole number of seconds, at most a hundred years of them. */
    public Optional<Duration> seconds(String field) throws MalformedException {
        OptionalLong value = whole(field, 0);
        if (value.isPresent() && value.getAsLong() > LONGEST.toSeconds()) {
            throw complaint(field, "expected at most " + LONGEST.toSeconds() + ", got " + value.getAsLong());
        }
        return value.isPresent() ? Optional.of(Duration.ofSeconds(value.getAsLong())) : Optional.empty();
    }

    public long requiredWhole(String field, long minimum) throws MalformedException {
        return whole(field, minimum).orElseThrow(() -> missing(field, "a whole number of " + minimum + " or more"));
    }

    public boolean flag(String field) throws MalformedException {
        Optional<JsonNode> found = find(field);
        if (found.isPresent() && !found.get().isBoolean()) {
            throw wrong(field, "true or false", found.get());
        }
        return found.isPresent() && found.get().booleanValue();
    }

    /** An ISO-8601 duration, not negative, at most a hundred years. */
    public Optional<Duration> duration(String field) throws MalformedException {
        Optional<String> text = text(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Duration duration = Duration.parse(text.get());
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeParseException e) {
            throw new MalformedException(
                    at(field), "expected an ISO-8601 duration such as PT30S, got \"" + text.get() + "\"");
        }
        throw new MalformedException(
                at(field), "expected a duration of zero to " + LONGEST + ", got \"" + text.get() + "\"");
    }

    public Optional<Instant> time(String field) throws MalformedException {
        Optional<String> text = text(field);
        try {
            Optional<Instant> time = text.map(Instant::parse);
            if (time.filter(each -> each.isBefore(Instant.EPOCH) || each.isAfter(LATEST))
                    .isEmpty()) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw new MalformedException(
                    at(field),
                    "expected an ISO-8601 time such as 2026-11-20T18:17:05.200Z, got \"" + text.orElse("") + "\"");
        }
        throw new MalformedException(
                at(field), "expected a time from " + Instant.EPOCH + " to " + LATEST + ", got " + text.orElse(""));
    }

    public Instant requiredTime(String field) throws MalformedException {
        return time(field).orElseThrow(() -> missing(field, "an ISO-8601 time"));
    }

    /** A list of texts; an absent field is an empty one. */
    public List<String> texts(String field) throws MalformedException {
        List<String> texts = new ArrayList<>();
        for (JsonNode each : array(field, "a list of texts")) {
            if (!each.isTextual()) {
                throw wrong(field, "a list of texts", each);
            }
            texts.add(wellFormed(field, each));
        }
        return texts;
    }

    /** A list of whole numbers that an int holds, not below the minimum; an absent field is an empty one. */
    public List<Integer> wholes(String field, int minimum) throws MalformedException {
        List<Integer> wholes = new ArrayList<>();
        for (JsonNode each : array(field, "a list of whole numbers")) {
            if (!each.isIntegralNumber() || !each.canConvertToInt() || each.intValue() < minimum) {
                throw wrong(field, "a list of whole numbers of " + minimum + " or more", each);
            }
            wholes.add(each.intValue());
        }
        return wholes;
    }

    /** A list of objects; an absent field is an empty one. */
    public List<JsonObject> objects(String field) throws MalformedException {
        List<JsonObject> objects = new ArrayList<>();
        for (JsonNode each : array(field, "a list of objects")) {
            if (!(each instanceof ObjectNode object)) {
                throw wrong(field, "a list of objects", each);
            }
            objects.add(new JsonObject(object, at(field) + "[" + objects.size() + "]."));
        }
        return objects;
    }

    public Optional<JsonObject> object(String field) throws MalformedException {
        Optional<JsonNode> found = find(field);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.get() instanceof ObjectNode object) {
            return Optional.of(new JsonObject(object, at(field) + "."));
        }
        throw wrong(field, "an object", found.get());
    }

    public JsonObject requiredObject(String field) throws MalformedException {
        return object(field).orElseThrow(() -> missing(field, "an object"));
    }

    /** The content, verbatim; the JSON value null is content too. */
    public Payload requiredPayload() throws MalformedException {
        if (node.get("payload") instanceof POJONode raw && raw.getPojo() instanceof Payload payload) {
            return payload;
        }
        throw missing("payload", "any JSON value");
    }

    /** A complaint about one of this object's fields. */
    public MalformedException complaint(String field, String sentence) {
        return new MalformedException(at(field), sentence);
    }

    private Iterable<JsonNode> array(String field, String expected) throws MalformedException {
        Optional<JsonNode> found = find(field);
        if (found.isPresent() && !found.get().isArray()) {
            throw wrong(field, expected, found.get());
        }
        return found.<Iterable<JsonNode>>map(each -> each).orElse(Collections.emptyList());
    }

    private Optional<JsonNode> find(String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    private MalformedException missing(String field, String expected) {
        return new MalformedException(at(field), "is missing; expected " + expected);
    }

    private MalformedException wrong(String field, String expected, JsonNode value) {
        String shown = value.isPojo() ? "content" : value.toString();
        return new MalformedException(
                at(field),
                "expected " + expected + ", got " + (shown.length() > 80 ? shown.substring(0, 80) + "…" : shown));
    }

    private String at(String field) {
        return path + field;
    }
}
