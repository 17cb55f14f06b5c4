package io.restante.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.restante.base.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads JSON from bytes and keeps content as the bytes it was written in. */
public final class VerbatimJson {
    /** The fields kept verbatim, wherever they stand. */
    static final Set<String> VERBATIM = Set.of("payload");

    /** Outside verbatim content, where numbers are converted: a longer one costs more than it can be worth. */
    private static final int LONGEST_NUMBER = 1_000;

    private static final Pattern PARSER_SOURCE = Pattern.compile("Source: [^;]*; ");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build()
            .setCodec(new ObjectMapper());

    private VerbatimJson() {}

    /**
     * One JSON value of any kind, all of it verbatim.
     *
     * @throws MalformedException when the bytes are not one JSON value in UTF-8
     */
    public static Payload payload(byte[] bytes) throws MalformedException {
        if (one(bytes, VerbatimJson::verbatim) instanceof POJONode raw && raw.getPojo() instanceof Payload payload) {
            return payload;
        }
        throw new IllegalStateException("What was read verbatim is not kept as such");
    }

    /**
     * One JSON value of any kind, with the verbatim fields kept as they are written.
     *
     * @throws MalformedException when the bytes are not one JSON value in UTF-8
     */
    public static JsonNode read(byte[] bytes) throws MalformedException {
        return one(bytes, VerbatimJson::read);
    }

    private interface Reading {
        JsonNode read(JsonParser parser, byte[] bytes) throws IOException;
    }

    private static JsonNode one(byte[] bytes, Reading reading) throws MalformedException {
        requireUtf8(bytes);
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            if (parser.nextToken() == null) {
                throw new MalformedException("", "expected JSON, got nothing");
            }
            JsonNode value = reading.read(parser, bytes);
            if (parser.nextToken() != null) {
                throw new MalformedException("", "expected the end after one JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new MalformedException("", "is not JSON: " + sentence(e) + place(e));
        } catch (IOException e) {
            throw new MalformedException("", "cannot be read: " + e.getMessage());
        }
    }

    /** Without what the parser says of its own settings. */
    private static String sentence(JsonProcessingException e) {
        return PARSER_SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static JsonNode read(JsonParser parser, byte[] bytes) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.set(name, VERBATIM.contains(name) ? verbatim(parser, bytes) : read(parser, bytes));
                }
                yield object;
            }
            case START_ARRAY -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser, bytes));
                }
                yield array;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                if (parser.getTextLength() > LONGEST_NUMBER) {
                    throw new JsonParseException(parser, "a number has more than " + LONGEST_NUMBER + " digits");
                }
                yield parser.readValueAsTree();
            }
            case VALUE_STRING -> JsonNodeFactory.instance.textNode(parser.getText());
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            default -> parser.readValueAsTree();
        };
    }

    private static JsonNode verbatim(JsonParser parser, byte[] bytes) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        return JsonNodeFactory.instance.pojoNode(new Payload(Arrays.copyOfRange(bytes, start, end)));
    }

    /** Content goes out as WebSocket text, where a byte that is not UTF-8 would cost the receiver its connection. */
    private static void requireUtf8(byte[] bytes) throws MalformedException {
        // A sign bit is all that is looked for, without a branch: compilers make a few instructions of it.
        int negative = 0;
        int zero = 0;
        for (byte each : bytes) {
            negative |= each;
            zero |= (each & 0xFF) - 1;
        }
        if (zero < 0) {
            throw new MalformedException("", "is not JSON in UTF-8: it holds a zero byte");
        }
        if (negative >= 0) {
            return;
        }
        if (bytes[0] == (byte) 0xEF) {
            throw new MalformedException("", "expected JSON in UTF-8 without a byte order mark");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new MalformedException("", "is not UTF-8");
        }
    }
}
