package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.restante.base.Payload;
import io.restante.base.Seeds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** JSON is written as a JSON library writes it. */
class JsonTextTest {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    @Test
    void writesTextsAndNumbersAsTheLibraryDoes() {
        Seeds.each(2_000, seed -> {
            Random random = new Random(seed);
            String text = random.ints(random.nextInt(400), 0, widest(random))
                    .filter(code -> code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            long number = random.nextLong() >> random.nextInt(Long.SIZE);
            assertThat(text(JsonText.object(json -> json.put("text", text)
                            .put("number", number)
                            .put("flag", number > 0)
                            .putTexts("texts", List.of(text, "", text)))))
                    .isEqualTo(text(byLibrary(text, number)));
        });
    }

    private static int widest(Random random) {
        return new int[] {0x80, 0x100, 0x1000, 0x10000, Character.MAX_CODE_POINT + 1}[random.nextInt(5)];
    }

    private static byte[] byLibrary(String text, long number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            generator.writeStartObject();
            generator.writeStringField("text", text);
            generator.writeNumberField("number", number);
            generator.writeBooleanField("flag", number > 0);
            generator.writeArrayFieldStart("texts");
            for (String each : List.of(text, "", text)) {
                generator.writeString(each);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void putsCommasBetweenAndNowhereElse() {
        assertThat(text(JsonText.object(json -> json.putObject("none", none -> {})
                        .putObjects("list", List.of(1, 2), (each, n) -> each.put("n", n))
                        .putObjects("empty", List.of(), (each, n) -> {})
                        .put("payload", Payload.ofText("[1.0 , {}]"))
                        .put("at", Instant.parse("2026-11-20T18:17:05.007Z")))))
                .isEqualTo("{\"none\":{},\"list\":[{\"n\":1},{\"n\":2}],\"empty\":[],\"payload\":[1.0 , {}],"
                        + "\"at\":\"2026-11-20T18:17:05.007Z\"}");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatThrownBy(() -> JsonText.object(json -> json.put("text", "a\ud800")))
                .isInstanceOf(UncheckedIOException.class);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
