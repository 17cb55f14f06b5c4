package io.restante.app;

import io.restante.bench.Processes;
import io.restante.local.Addresses;
import io.restante.local.demo.LocalChild;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application's own processes, for benchmarks.
 *
 * @param set settings given on the command line, which hold for each of them
 */
record AppProcesses(Map<String, String> set) implements Processes {
    @Override
    public LocalChild local(Path data) {
        return LocalChild.start(Main.class, data, options(List.of()));
    }

    @Override
    public LocalChild instance(Path data, Addresses beside, Path key) {
        return LocalChild.startInstance(Main.class, data, beside, options(List.of("--key", key.toString())));
    }

    @Override
    public LocalChild gateway(Path data, Addresses beside, Path key, List<String> jvm) {
        return LocalChild.startGateway(Main.class, data, beside, jvm, options(List.of("--key", key.toString())));
    }

    private String[] options(List<String> options) {
        List<String> all = new ArrayList<>(options);
        set.forEach((path, value) -> all.addAll(List.of("--set", path + "=" + value)));
        return all.toArray(String[]::new);
    }
}
