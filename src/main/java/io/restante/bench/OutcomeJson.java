package io.restante.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Writes outcomes down with all that is needed to judge them: machine, settings, date, every pair. */
public final class OutcomeJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private OutcomeJson() {}

    /** One JSON object. */
    public static String text(List<Outcome> outcomes, Machine machine, Instant at) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("date", at.toString());
            write(json, machine);
            json.writeArrayFieldStart("benchmarks");
            for (Outcome outcome : outcomes) {
                write(json, outcome);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Machine machine) throws IOException {
        json.writeObjectFieldStart("machine");
        json.writeStringField("processor", machine.processor());
        json.writeNumberField("cores", machine.cores());
        json.writeNumberField("memory_bytes", machine.memory());
        json.writeNumberField("heap_bytes", machine.heap());
        json.writeStringField("system", machine.system());
        json.writeStringField("java", machine.java());
        json.writeNumberField("load", machine.load());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Outcome outcome) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", outcome.name());
        json.writeStringField("work", outcome.work());
        json.writeObjectFieldStart("settings");
        for (var setting : outcome.settings().entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("comparisons");
        for (Comparison each : outcome.comparisons()) {
            write(json, each);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("slopes");
        for (Slope each : outcome.slopes()) {
            write(json, each);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Slope slope) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", slope.title());
        json.writeStringField("unit", slope.unit());
        json.writeStringField("of", slope.of());
        json.writeNumberField("growth", slope.growth());
        json.writeArrayFieldStart("points");
        for (Slope.Point point : slope.points()) {
            json.writeStartObject();
            json.writeNumberField("size", point.size());
            json.writeNumberField("cost", point.cost());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Comparison comparison) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", comparison.title());
        json.writeStringField("unit", comparison.unit());
        json.writeNumberField("ratio", comparison.ratio());
        json.writeNumberField("least_ratio", comparison.leastRatio());
        json.writeNumberField("greatest_ratio", comparison.greatestRatio());
        json.writeNumberField("ours", comparison.ours());
        json.writeNumberField("theirs", comparison.theirs());
        if (comparison.goal().isPresent()) {
            Goal goal = comparison.goal().get();
            json.writeStringField("must", goal.toString());
            json.writeNumberField("aim", goal.aim());
            json.writeStringField("verdict", goal.verdict(comparison.ratio()));
        }
        json.writeBooleanField("spread_over_two", comparison.wide());
        json.writeArrayFieldStart("pairs");
        for (Pair pair : comparison.pairs()) {
            json.writeStartObject();
            json.writeNumberField("ours", pair.ours());
            json.writeNumberField("theirs", pair.theirs());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
