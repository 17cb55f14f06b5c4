package io.restante.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.restante.base.GatewayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A record of every type ever written still decodes. A sample is never changed or removed, only added. */
class SamplesTest {
    private static final Path SAMPLES = Path.of("src", "test", "resources", "samples");

    private static List<Topic<?, ?>> topics() {
        List<Topic<?, ?>> topics = new ArrayList<>(Topics.ALL);
        topics.remove(Topics.DEAD_LETTERS);
        topics.add(Topics.live(new GatewayId("any")));
        return topics;
    }

    private static List<Path> samples(Topic<?, ?> topic) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(topic.name()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    List<DynamicTest> everySampleDecodesAndIsReadBackTheSame() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Topic<?, ?> topic : topics()) {
            for (Path sample : samples(topic)) {
                tests.add(DynamicTest.dynamicTest(
                        topic + " " + sample.getFileName(),
                        () -> decodes(topic.values(), Files.readAllBytes(sample), SampleHeaders.of(sample))));
            }
        }
        return tests;
    }

    private static <V> void decodes(Codec<V> codec, byte[] sample, Headers headers) throws MalformedException {
        V value = codec.decode(sample, headers);
        Headers again = new RecordHeaders();
        codec.addHeaders(value, again);
        assertThat(codec.decode(codec.encode(value), again)).isEqualTo(value);
    }

    @Test
    void everyTopicHasSamples() throws IOException {
        for (Topic<?, ?> topic : topics()) {
            assertThat(samples(topic)).as(topic.name()).isNotEmpty();
        }
    }
}
