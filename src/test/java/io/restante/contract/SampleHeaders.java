package io.restante.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record that is kept as a sample. */
public final class SampleHeaders {
    private SampleHeaders() {}

    /** A sample that stands in headers too has a file of them beside it. */
    public static Headers of(Path sample) throws IOException {
        Path beside = sample.resolveSibling(sample.getFileName().toString().replace(".json", ".headers"));
        Headers headers = new RecordHeaders();
        if (Files.exists(beside)) {
            for (String line : Files.readAllLines(beside)) {
                String[] header = line.split(": ", 2);
                headers.add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return headers;
    }
}
