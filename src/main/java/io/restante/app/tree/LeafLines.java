package io.restante.app.tree;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.restante.settlement.tree.Leaf;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Leaves as lines of JSON, {@code {"key":hex,"value":hex,"weight":number}}, read one after another. Empty lines are passed over, unknown fields too. */
final class LeafLines {
    private static final JsonFactory JSON = new JsonFactory();

    private LeafLines() {}

    /**
     * Gives each leaf as it comes.
     *
     * @throws TreeInputException naming line and field, what it was and what was expected
     */
    static void read(InputStream in, Consumer<Leaf> leaves) {
        // Not closed: it is not ours to close the standard input.
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        long number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    leaves.accept(leaf(line));
                }
            }
        } catch (TreeInputException e) {
            throw new TreeInputException("Line " + number + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new TreeInputException("The input cannot be read after line " + number + ": " + e.getMessage(), e);
        }
    }

    private static Leaf leaf(String line) throws IOException {
        String key = null;
        String value = null;
        String weight = null;
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new TreeInputException(
                        "expected an object {\"key\",\"value\",\"weight\"}, got " + parser.getText());
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                switch (field) {
                    case "key" -> key = text(field, token, parser);
                    case "value" -> value = text(field, token, parser);
                    case "weight" -> weight = number(token, parser);
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new TreeInputException("expected one object and nothing after it, got " + parser.getText());
            }
        } catch (JsonProcessingException e) {
            throw new TreeInputException(
                    "expected an object {\"key\",\"value\",\"weight\"}: " + e.getOriginalMessage(), e);
        }
        return Leaf.ofKey(
                HexFields.bytes("key", present("key", key)).toArray(),
                HexFields.bytes("value", present("value", value)).toArray(),
                HexFields.unsigned("weight", present("weight", weight)));
    }

    private static String text(String field, JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_STRING) {
            throw new TreeInputException(field + ": expected bytes in hex between quotes, got " + parser.getText());
        }
        return parser.getText();
    }

    private static String number(JsonToken token, JsonParser parser) throws IOException {
        if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
            throw new TreeInputException("weight: expected a whole number, got " + parser.getText());
        }
        return parser.getText();
    }

    private static String present(String field, @Nullable String value) {
        if (value == null) {
            throw new TreeInputException(
                    field + ": is missing; expected " + (field.equals("weight") ? "a whole number" : "bytes in hex"));
        }
        return value;
    }
}
