package io.restante.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line of an installation of two partitions, run in this JVM. */
final class ReplayCommands {
    private final String bootstrapServers;
    private final Path data;

    ReplayCommands(String bootstrapServers, Path data) {
        this.bootstrapServers = bootstrapServers;
        this.data = data;
    }

    /** What a command line did. */
    record Ran(int exitCode, String out, String err) {
        /** All that it said. */
        String all() {
            return out + err;
        }
    }

    /** What every process of the installation is told, and more. */
    Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrapServers", bootstrapServers);
        settings.put("data", data.toString());
        settings.put("topics.partitions", "2");
        settings.put("gateway.port", "0");
        settings.put("ops.port", "0");
        return settings;
    }

    /** Runs {@code restante replay} with these words to its end. */
    Ran replay(String... words) {
        List<String> line = new ArrayList<>(List.of("replay"));
        line.addAll(List.of(words));
        line.addAll(List.of(
                "--bootstrap-servers", bootstrapServers, "--set", "data=" + data, "--set", "topics.partitions=2"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), line.toArray(String[]::new));
        return new Ran(code, out.toString(), err.toString());
    }
}
