package io.restante.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restante.settlement.tree.Leaf;
import io.restante.settlement.tree.NodeHasher;
import io.restante.settlement.tree.RootBuilder;
import io.restante.settlement.tree.Vectors;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code restante tree}, as a process with its leaves and proofs on standard input. */
@Timeout(600)
class TreeCommandIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ZEROS = "00".repeat(32);

    @Test
    void theRootIsThatOfTheVectorsInAnyOrderAndWithRepeats() throws Exception {
        JsonNode thousand = tree("thousand");
        List<String> lines = lines(thousand);
        List<String> shuffled = new ArrayList<>(lines);
        shuffled.addAll(lines.subList(0, 100));
        Collections.shuffle(shuffled, new Random(5));
        for (List<String> each : List.of(lines, shuffled)) {
            ProgramRun run = ProgramRun.of(List.of("tree", "root"), printed(each));
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(JSON.readTree(run.out())).isEqualTo(thousand.get("final"));
        }
        assertThat(ProgramRun.of(List.of("tree", "root"), printed(List.of())).out())
                .isEqualTo("{\"root\":\"" + "00".repeat(48) + "\",\"sum\":\"0\",\"count\":\"0\"}\n");
    }

    @Test
    void whatIsProvedIsAccepted() throws Exception {
        JsonNode expected = closest("thousand/block_0");
        String path = expected.get("proof").get("path").textValue();
        for (List<String> form : List.of(List.<String>of(), List.of("--compact"))) {
            List<String> arguments = new ArrayList<>(List.of("tree", "prove", "--path", path));
            arguments.addAll(form);
            ProgramRun proved = ProgramRun.of(arguments, printed(lines(tree("thousand"))));
            if (!form.isEmpty()) {
                assertThat(JSON.readTree(proved.out())).isEqualTo(expected.get("compact"));
            }
            String proof = "{\"root\":\"" + expected.get("root").textValue() + "\",\"path\":\"" + path + "\",\"proof\":"
                    + proved.out() + "}";
            assertThat(ProgramRun.of(List.of("tree", "verify"), printed(List.of(proof))))
                    .isEqualTo(new ProgramRun(0, "accept\n", ""));
            assertThat(ProgramRun.of(List.of("tree", "verify"), printed(List.of(proof.replace(path, ZEROS))))
                            .out())
                    .startsWith("reject ");
        }
    }

    @Test
    void everyVectorIsJudgedAsItSays() {
        List<JsonNode> vectors = new ArrayList<>();
        for (String part : List.of("cases", "tampered", "compact_tampered")) {
            Vectors.file("closest").get(part).forEach(vectors::add);
        }
        ProgramRun run = ProgramRun.of(
                List.of("tree", "verify"),
                printed(vectors.stream().map(TreeCommandIT::question).toList()));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        List<String> verdicts = run.out().lines().toList();
        assertThat(verdicts).hasSameSizeAs(vectors);
        for (int i = 0; i < verdicts.size(); i++) {
            String strict = vectors.get(i).get("verify").get("strict").textValue();
            assertThat(verdicts.get(i))
                    .as(vectors.get(i).get("name").textValue())
                    .startsWith(strict);
        }
    }

    @Test
    void aBadLineIsNamedWithItsField() {
        String good = "{\"key\":\"01\",\"value\":\"02\",\"weight\":\"3\"}";
        assertBad(
                List.of(good, "{\"key\":\"0g\",\"value\":\"02\",\"weight\":3}"),
                "Line 2: key: expected bytes in hex, two digits each, got \"0g\".");
        assertBad(List.of("{\"key\":\"01\",\"weight\":3}"), "Line 1: value: is missing; expected bytes in hex.");
        assertBad(
                List.of(good, "", good, "{\"key\":\"01\",\"value\":\"02\",\"weight\":-1}"),
                "Line 4: weight: expected a whole number from 0 to 18446744073709551615, got -1.");
        assertBad(
                List.of("{\"key\":\"01\",\"value\":\"02\",\"weight\":\"18446744073709551616\"}"),
                "Line 1: weight: expected a whole number from 0 to 18446744073709551615, got 18446744073709551616.");
        assertBad(List.of("nonsense"), "Line 1: expected an object {\"key\",\"value\",\"weight\"}: ");
        assertBad(List.of("[1]"), "Line 1: expected an object {\"key\",\"value\",\"weight\"}, got [");
    }

    @Test
    void aSumThatDoesNotFitIsRefusedUnlessItIsToWrap() throws Exception {
        JsonNode wraps = tree("sum_wraps_half");
        ProgramRun refused = ProgramRun.of(List.of("tree", "root"), printed(lines(wraps)));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .startsWith("The sum of the tree is more than 64 bits hold")
                .doesNotContain("\tat ");
        ProgramRun wrapped = ProgramRun.of(List.of("tree", "root", "--wrap-sums"), printed(lines(wraps)));
        assertThat(JSON.readTree(wrapped.out())).isEqualTo(wraps.get("final"));
    }

    /** 80 MB of values through a program that has 48 MB in all. */
    @Test
    void valuesAreNotKept() {
        byte[] value = new byte[8_192];
        int leaves = 10_000;
        List<Leaf> all = IntStream.range(0, leaves)
                .mapToObj(n -> Leaf.ofKey(key(n), value, 7))
                .sorted(Comparator.comparing(Leaf::path))
                .toList();
        RootBuilder builder = new RootBuilder(new NodeHasher());
        all.forEach(builder::add);
        String hex = HexFormat.of().formatHex(value);
        ProgramRun run = ProgramRun.of("-Xmx48m", List.of("tree", "root"), out -> IntStream.range(0, leaves)
                .forEach(n -> out.println(line(HexFormat.of().formatHex(key(n)), hex, "7"))));
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"" + builder.root() + "\"").contains("\"count\":\"10000\"");
    }

    @ParameterizedTest
    @CsvSource({
        "tree,Which one?",
        "tree prove,Missing required option: '--path=HEX'",
        "tree prove --path 00ff,--path: expected 32 bytes in hex",
        "tree verify,There is no proof",
        "tree root --no,Unknown option"
    })
    void wrongUseIsSaid(String commandLine, String complaint) {
        ProgramRun run = ProgramRun.of(List.of(commandLine.split(" ")), printed(List.of()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "{}",
                "{\"root\":\"00\",\"path\":\"00\",\"proof\":{}}",
                "{\"root\":\"00\",\"path\":\"00\",\"proof\":{\"path\":\"00\",\"flipped_bits\":[1e99],\"depth\":0}}",
                "{\"root\":null,\"path\":\"00\",\"proof\":{}}"
            })
    void whatIsNoProofIsRejected(String given) {
        ProgramRun run = ProgramRun.of(List.of("tree", "verify"), printed(List.of(given)));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).startsWith("reject unreadable: ").contains("expected");
        assertThat(run.err()).isEmpty();
    }

    private static void assertBad(List<String> lines, String complaint) {
        ProgramRun run = ProgramRun.of(List.of("tree", "root"), printed(lines));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(complaint).doesNotContain("\tat ");
    }

    private static byte[] key(int n) {
        return ("key " + n).getBytes(StandardCharsets.UTF_8);
    }

    private static Consumer<PrintWriter> printed(List<String> lines) {
        return out -> lines.forEach(out::println);
    }

    private static List<String> lines(JsonNode tree) {
        return Vectors.each(tree.get("steps"))
                .map(step -> line(
                        step.get("key").textValue(),
                        step.get("value").textValue(),
                        step.get("weight").textValue()))
                .toList();
    }

    private static String line(String key, String value, String weight) {
        return "{\"key\":\"" + key + "\",\"value\":\"" + value + "\",\"weight\":\"" + weight + "\"}";
    }

    private static String question(JsonNode vector) {
        ObjectNode question = JSON.createObjectNode();
        question.set("root", vector.get("root"));
        JsonNode proof = vector.path(vector.has("proof") ? "proof" : "compact");
        question.set("path", proof.get("path"));
        question.set("proof", proof);
        return question.toString();
    }

    private static JsonNode tree(String name) {
        return named(Vectors.file("roots").get("cases"), name);
    }

    private static JsonNode closest(String name) {
        return named(Vectors.file("closest").get("cases"), name);
    }

    private static JsonNode named(JsonNode cases, String name) {
        return Vectors.each(cases)
                .filter(each -> each.get("name").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
