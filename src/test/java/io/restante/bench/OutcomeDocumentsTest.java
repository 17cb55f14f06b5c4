package io.restante.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What is written down of an outcome. */
class OutcomeDocumentsTest {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    private static final Machine MACHINE = new Machine("Quick & <small>", 2, 8L << 30, 2L << 30, "Linux", "Java", 0.5);
    private static final Outcome OUTCOME = new Outcome(
            "hop",
            "from \"here\" to there",
            Map.of("payload", "256 B"),
            List.of(
                    new Comparison(
                            "p50 < p99 & so on",
                            "ms",
                            Optional.of(Goal.atMost(2, 1.3)),
                            List.of(new Pair(3, 1), new Pair(5, 2), new Pair(0.4, 2))),
                    new Comparison("only told", "ms", Optional.empty(), List.of(new Pair(400, 1)))),
            List.of(new Slope("p50", "ms", "records", List.of(new Slope.Point(1, 2), new Slope.Point(10, 3)))));

    @Test
    void everythingThatWasMeasuredIsInTheJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(OutcomeJson.text(List.of(OUTCOME), MACHINE, AT));
        assertThat(json.at("/date").textValue()).isEqualTo("2026-11-21T10:00:00Z");
        assertThat(json.at("/machine/processor").textValue()).isEqualTo("Quick & <small>");
        assertThat(json.at("/machine/cores").intValue()).isEqualTo(2);
        assertThat(json.at("/machine/load").doubleValue()).isEqualTo(0.5);
        JsonNode hop = json.at("/benchmarks/0");
        assertThat(hop.at("/name").textValue()).isEqualTo("hop");
        assertThat(hop.at("/work").textValue()).isEqualTo("from \"here\" to there");
        assertThat(hop.at("/settings/payload").textValue()).isEqualTo("256 B");
        JsonNode comparison = hop.at("/comparisons/0");
        assertThat(comparison.at("/ratio").doubleValue()).isEqualTo(2.5);
        assertThat(comparison.at("/least_ratio").doubleValue()).isEqualTo(0.2);
        assertThat(comparison.at("/greatest_ratio").doubleValue()).isEqualTo(3);
        assertThat(comparison.at("/must").textValue()).isEqualTo("≤ 2.0");
        assertThat(comparison.at("/verdict").textValue()).isEqualTo("missed");
        assertThat(comparison.at("/spread_over_two").booleanValue()).isTrue();
        assertThat(comparison.at("/pairs")).hasSize(3);
        assertThat(comparison.at("/pairs/1/ours").doubleValue()).isEqualTo(5);
        assertThat(hop.at("/comparisons/1").has("must")).isFalse();
        assertThat(hop.at("/slopes/0/points/1/cost").doubleValue()).isEqualTo(3);
        assertThat(hop.at("/slopes/0/growth").doubleValue()).isEqualTo(1.5);
    }

    @Test
    void thePlotIsAPictureWithADotForEachPair() throws Exception {
        String svg = OutcomePlot.svg(OUTCOME, MACHINE, AT);
        Document picture =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(picture.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(picture.getDocumentElement().getTextContent())
                .contains("bench hop", "p50 < p99 & so on", "Quick & <small>", "256 B", "missed", "growth ×1.50");
    }

    /** Of a letter of the smallest size, the width is about six tenths of the height. */
    @Test
    void aLineOfThePlotIsNoLongerThanItIsWide() throws Exception {
        Map<String, String> many = new TreeMap<>();
        for (int n = 10; n < 40; n++) {
            many.put("a setting with the number " + n, "value " + n);
        }
        String svg = OutcomePlot.svg(
                new Outcome(OUTCOME.name(), OUTCOME.work(), many, OUTCOME.comparisons(), OUTCOME.slopes()),
                MACHINE,
                AT);
        Document picture =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getDocumentElement().getTextContent()).contains(many.values());
        var texts = picture.getElementsByTagName("text");
        for (int n = 0; n < texts.getLength(); n++) {
            assertThat(texts.item(n).getTextContent()).hasSizeLessThan((int) (900 / (0.6 * 11)));
        }
    }

    @Test
    void everyDotOfThePlotLiesWithinThePicture() throws Exception {
        Document picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(OutcomePlot.svg(OUTCOME, MACHINE, AT))));
        double width = Double.parseDouble(picture.getDocumentElement().getAttribute("width"));
        var dots = picture.getElementsByTagName("circle");
        for (int n = 0; n < dots.getLength(); n++) {
            double x = Double.parseDouble(
                    dots.item(n).getAttributes().getNamedItem("cx").getNodeValue());
            assertThat(x).isBetween(0.0, width);
        }
    }
}
