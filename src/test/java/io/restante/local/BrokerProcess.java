package io.restante.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that runs a local broker on a folder, and can be killed. */
public final class BrokerProcess {
    private BrokerProcess() {}

    /** Runs a broker on the folder given, and prints where it is reached. */
    public static void main(String[] arguments) {
        System.out.println(LocalBroker.start(Path.of(arguments[0]), 0).bootstrapServers());
    }

    public static Process start(Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        return new ProcessBuilder(java, "-Xmx512m", "-cp", classes, BrokerProcess.class.getName(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Where the broker of the process is reached, as soon as it is. */
    public static String addressOf(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        String address = output.readLine();
        if (address == null) {
            throw new IllegalStateException("The broker process ended before it said its address");
        }
        return address;
    }
}
