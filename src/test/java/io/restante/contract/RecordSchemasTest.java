package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.base.GatewayId;
import io.restante.base.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published schemas say of a record's value what its codec says. */
class RecordSchemasTest {
    private static final Path SCHEMAS = Path.of("topology-docs", "schemas");
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");
    private static final String SETTLEMENT = "settlement.";
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build());

    /** What stands in the place of a field that is damaged. */
    private static final List<String> WRONG = List.of("{\"x\":{}}", "[[]]", "-1");

    private static List<Topic<?, ?>> topics() {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        topics.remove(Topics.DEAD_LETTERS);
        topics.add(Topics.live(new GatewayId("any")));
        return topics;
    }

    private static JsonNode schema(Topic<?, ?> topic) throws IOException {
        String name = topic.name().startsWith(Topics.LIVE_PREFIX) ? "delivery.live" : topic.name();
        Path file = SCHEMAS.resolve(name + ".json");
        assertThat(file)
                .as("The schema of the values of " + topic
                        + "; write it as those beside it, this test says whether it is right")
                .exists();
        return JSON.readTree(file.toFile());
    }

    @TestFactory
    List<DynamicTest> everySampleIsValidAndWhatIsDamagedIsRefusedByBoth() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Topic<?, ?> topic : topics()) {
            JsonNode schema = schema(topic);
            try (Stream<Path> files = Files.list(SAMPLES.resolve(topic.name()))) {
                for (Path sample : files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    tests.add(DynamicTest.dynamicTest(topic + " " + sample.getFileName(), () -> {
                        JsonNode right = JSON.readTree(sample.toFile());
                        assertThat(JsonSchemas.complaints(schema, right)).isEmpty();
                        // What stands in headers is not the schema's business; what makes a proof or a hash is the
                        // settlement room's.
                        if (!topic.equals(Topics.GROUP_EVENTS) && !topic.name().startsWith(SETTLEMENT)) {
                            damage(right, right, topic.values(), schema);
                        }
                    }));
                }
            }
        }
        return tests;
    }

    /** Damages one part after the other; afterwards the value is as it was. */
    private static void damage(JsonNode whole, JsonNode part, Codec<?> codec, JsonNode schema) {
        if (part instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                String name = field.getKey();
                agree(whole, name + " removed", codec, schema, () -> object.remove(name));
                for (String wrong : WRONG) {
                    agree(whole, name + " " + wrong, codec, schema, () -> object.set(name, parsed(wrong)));
                }
                object.set(name, field.getValue());
                if (!name.equals("payload")) {
                    damage(whole, field.getValue(), codec, schema);
                }
            }
        } else if (part instanceof ArrayNode array && !array.isEmpty()) {
            JsonNode first = array.get(0);
            for (String wrong : WRONG) {
                agree(whole, "[0] " + wrong, codec, schema, () -> array.set(0, parsed(wrong)));
            }
            array.set(0, first);
            damage(whole, first, codec, schema);
        }
    }

    private static void agree(JsonNode whole, String what, Codec<?> codec, JsonNode schema, Runnable damage) {
        damage.run();
        boolean read;
        try {
            codec.decode(whole.toString().getBytes(StandardCharsets.UTF_8));
            read = true;
        } catch (MalformedException e) {
            read = false;
        }
        assertThat(JsonSchemas.complaints(schema, whole).isEmpty())
                .as(what + ": " + whole)
                .isEqualTo(read);
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whateverIsWrittenIsValid() throws IOException {
        for (Topic<?, ?> topic : topics()) {
            JsonNode schema = schema(topic);
            CodecPropertyTest.written(topic.values())
                    .ifPresent(value -> Seeds.each(20, seed -> {
                        byte[] bytes = CodecPropertyTest.encoded(topic.values(), value.apply(new Values(seed)));
                        assertThat(JsonSchemas.complaints(schema, read(bytes)))
                                .as(new String(bytes, StandardCharsets.UTF_8))
                                .isEmpty();
                    }));
        }
    }

    private static JsonNode read(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
