package io.restante.local.several;

import io.restante.app.StartException;
import java.nio.file.Path;
import java.util.List;

/**
 * What an installation on one machine consists of.
 *
 * @param data the folder in which each process has one of its own
 * @param key the key file that all of them share
 * @param port of the first gateway; 0 takes any free one, as the others do
 * @param opsPort operations port of the first topology; 0 takes any free one, as the others do
 * @param kafkaPort of the first broker; 0 takes any free one, as the others do
 * @param settings words of the command line that every process but the brokers is given
 */
public record Plan(
        int brokers,
        int streams,
        int gateways,
        Path data,
        Path key,
        int port,
        int opsPort,
        int kafkaPort,
        List<String> settings) {
    private static final int MOST = 9;
    private static final int COPIES = 3;

    public Plan {
        settings = List.copyOf(settings);
        require("--brokers", brokers);
        require("--streams", streams);
        require("--gateways", gateways);
    }

    private static void require(String option, int count) {
        if (count < 1 || count > MOST) {
            throw new StartException(option + ": expected a number from 1 to " + MOST + ", got " + count + ".");
        }
    }

    /** Copies of each partition. */
    int copies() {
        return Math.min(COPIES, brokers);
    }
}
