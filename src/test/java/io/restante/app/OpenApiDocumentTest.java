package io.restante.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.app.OpenApiDocument.Example;
import io.restante.app.OpenApiDocument.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is one, and its examples are what it says they are. */
class OpenApiDocumentTest {
    private final OpenApiDocument document;

    OpenApiDocumentTest() throws IOException {
        document = OpenApiDocument.read();
    }

    @Test
    void isReadByOthersWithoutComplaint() {
        SwaggerParseResult read = new OpenAPIV3Parser().readLocation(OpenApiDocument.FILE.toString(), null, null);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getPaths()).isNotEmpty();
    }

    @Test
    void everyExampleIsValid() {
        List<Example> examples = document.examples();
        assertThat(examples).hasSizeGreaterThan(40);
        for (Example example : examples) {
            assertThat(document.complaints(example.schema(), example.value()))
                    .as(example.place())
                    .isEmpty();
        }
    }

    /** A schema that took anything would prove nothing: an answer that lacks what must be there is found out. */
    @Test
    void anAnswerThatLacksSomethingIsNotValid() {
        int tried = 0;
        for (Operation operation : document.operations()) {
            for (Map.Entry<String, JsonNode> content :
                    document.contents(operation, operation.success()).entrySet()) {
                JsonNode schema = content.getValue().get("schema");
                JsonNode required = document.resolved(schema).path("required");
                JsonNode example = content.getValue().path("example");
                for (JsonNode field : required) {
                    ObjectNode damaged = example.deepCopy();
                    damaged.remove(field.asText());
                    assertThat(document.complaints(schema, damaged))
                            .as(operation.id() + " without " + field.asText())
                            .isNotEmpty();
                    tried++;
                }
            }
        }
        assertThat(tried).isGreaterThan(20);
    }

    /** What is asked for is said, what is answered is shown, and every refusal has its form. */
    @Test
    void everyOperationIsDescribedAndShown() {
        List<String> ids = new ArrayList<>();
        for (Operation operation : document.operations()) {
            ids.add(operation.id());
            assertThat(operation.described().path("summary").asText())
                    .as(operation.route())
                    .isNotBlank();
            assertThat(operation.described().path("tags")).as(operation.route()).hasSize(1);
            for (JsonNode parameter : operation.parameters()) {
                assertThat(parameter.path("description").asText())
                        .as(operation.route() + " " + parameter.get("name"))
                        .isNotBlank();
            }
            Iterator<String> statuses = operation.described().get("responses").fieldNames();
            assertThat(statuses.next()).as(operation.route()).startsWith("2");
            statuses.forEachRemaining(status -> assertThat(document.contents(operation, Integer.parseInt(status)))
                    .as(operation.route() + " " + status)
                    .containsOnlyKeys("application/problem+json"));
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void aWrongExampleWouldBeFoundOut() {
        ArrayNode none = JsonNodeFactory.instance.arrayNode();
        for (Example example : document.examples()) {
            if (document.resolved(example.schema()).path("type").asText().equals("object")) {
                assertThat(document.complaints(example.schema(), none))
                        .as(example.place())
                        .isNotEmpty();
            }
        }
    }
}
