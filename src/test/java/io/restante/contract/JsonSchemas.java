package io.restante.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Judges values by JSON Schemas of the draft 2020-12. */
public final class JsonSchemas {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private JsonSchemas() {}

    /** What is wrong with the value; nothing when it is valid. */
    public static List<String> complaints(JsonNode schema, JsonNode value) {
        return REGISTRY
                .getSchema(schema)
                .validate(value, execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    /**
     * The same with a schema that stands in a document and refers to others there.
     *
     * @param place the name of the document's part that it refers to, such as {@code components}
     */
    public static List<String> complaints(JsonNode document, String place, JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.deepCopy();
        whole.set(place, document.get(place));
        return complaints(whole, value);
    }
}
