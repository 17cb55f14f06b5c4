package io.restante.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.restante.contract.JsonSchemas;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The OpenAPI document, read as a person would who wants to call what it describes. */
final class OpenApiDocument {
    static final Path FILE = Path.of("src", "main", "resources", "openapi.yaml");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

    private final JsonNode json;

    private OpenApiDocument(JsonNode json) {
        this.json = json;
    }

    static OpenApiDocument read() throws IOException {
        return new OpenApiDocument(new YAMLMapper().readTree(FILE.toFile()));
    }

    /** A method of a path, and what the document says about it. */
    record Operation(String method, String path, JsonNode described, List<JsonNode> parameters) {
        String id() {
            return described.path("operationId").asText();
        }

        String route() {
            return method + " " + path;
        }

        /** The examples of its body by their names; one without a body when there is none. */
        Map<String, Optional<JsonNode>> bodies() {
            JsonNode examples = described.at("/requestBody/content/application~1json/examples");
            if (examples.isMissingNode()) {
                return Map.of("", Optional.empty());
            }
            Map<String, Optional<JsonNode>> bodies = new LinkedHashMap<>();
            examples.properties()
                    .forEach(each -> bodies.put(
                            each.getKey(), Optional.of(each.getValue().get("value"))));
            return bodies;
        }

        /** Its path and query as the examples say them. */
        String address() {
            String address = path;
            List<String> query = new ArrayList<>();
            for (JsonNode parameter : parameters) {
                String name = parameter.get("name").asText();
                if (parameter.get("in").asText().equals("path")) {
                    address = address.replace("{" + name + "}", encoded(parameter.get("example")));
                } else if (parameter.get("in").asText().equals("query") && parameter.has("example")) {
                    query.add(name + "=" + encoded(parameter.get("example")));
                }
            }
            return query.isEmpty() ? address : address + "?" + String.join("&", query);
        }

        /** Its headers as the examples say them, a name and a value in turn. */
        List<String> headers() {
            List<String> headers = new ArrayList<>();
            for (JsonNode parameter : parameters) {
                if (parameter.get("in").asText().equals("header") && parameter.has("example")) {
                    headers.add(parameter.get("name").asText());
                    headers.add(parameter.get("example").asText());
                }
            }
            return headers;
        }

        /** The status of its success: the first one that is described. */
        int success() {
            return Integer.parseInt(described.get("responses").fieldNames().next());
        }

        private static String encoded(JsonNode example) {
            return URLEncoder.encode(example.asText(), StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    /** Every operation, in the order of the document. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        json.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue(),
                                Stream.concat(
                                                elements(path.getValue().path("parameters")),
                                                elements(method.getValue().path("parameters")))
                                        .map(this::resolved)
                                        .toList()));
                    }
                }));
        return operations;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
    }

    /** What a reference stands for. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? resolved(json.at(node.get("$ref").asText().substring(1))) : node;
    }

    /** The content that the operation answers with under this status, by its type. */
    Map<String, JsonNode> contents(Operation operation, int status) {
        Map<String, JsonNode> contents = new LinkedHashMap<>();
        resolved(operation.described().get("responses").path(String.valueOf(status)))
                .path("content")
                .properties()
                .forEach(each -> contents.put(each.getKey(), each.getValue()));
        return contents;
    }

    /** What is wrong with a value, by a schema of this document. */
    List<String> complaints(JsonNode schema, JsonNode value) {
        return JsonSchemas.complaints(json, "components", schema, value);
    }

    /** Every example of the document beside its schema, each with the place it stands at. */
    List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        collect("", json, examples);
        return examples;
    }

    record Example(String place, JsonNode schema, JsonNode value) {}

    private static void collect(String place, JsonNode node, List<Example> examples) {
        if (node.has("schema") && node.has("example")) {
            examples.add(new Example(place, node.get("schema"), node.get("example")));
        }
        if (node.has("schema") && node.has("examples")) {
            node.get("examples")
                    .properties()
                    .forEach(each -> examples.add(new Example(
                            place + "/" + each.getKey(),
                            node.get("schema"),
                            each.getValue().get("value"))));
        }
        if (node.isObject()) {
            node.properties().forEach(each -> collect(place + "/" + each.getKey(), each.getValue(), examples));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(place + "/" + i, node.get(i), examples);
            }
        }
    }
}
