package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the stream processing runs in this process.
 *
 * @param applicationId the name all instances share, and the first part of the names of their topics
 * @param threads that process records
 * @param commitInterval how often progress is written down
 * @param sessionTimeout silence after which another instance takes over
 * @param standbyReplicas warm copies of each store on other instances
 * @param rocksdbBytes memory that the stores of this process take in RocksDB, together, outside the heap
 * @param applicationServer {@code host:port} under which other instances reach the queries of this one
 * @param instanceId a name of its own for this instance, kept over restarts: then one that comes back has its work at once
 */
public record StreamsSettings(
        String applicationId,
        int threads,
        Duration commitInterval,
        Duration sessionTimeout,
        int standbyReplicas,
        long rocksdbBytes,
        Optional<String> applicationServer,
        Optional<String> instanceId) {
    private static final Pattern APPLICATION_ID = Pattern.compile("[A-Za-z0-9._-]{1,150}");
    private static final Pattern HOST_AND_PORT = Pattern.compile(".+:[0-9]{1,5}");

    /** Less leaves no room for one write buffer and its indexes. */
    private static final long LEAST_ROCKSDB_BYTES = 16L << 20;

    public static final StreamsSettings DEFAULTS = new StreamsSettings(
            "restante",
            1,
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            0,
            256L << 20,
            Optional.empty(),
            Optional.empty());

    StreamsSettings withApplicationServer(String address) {
        return new StreamsSettings(
                applicationId,
                threads,
                commitInterval,
                sessionTimeout,
                standbyReplicas,
                rocksdbBytes,
                Optional.of(address),
                instanceId);
    }

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public StreamsSettings {
        require(
                APPLICATION_ID.matcher(applicationId).matches(),
                "applicationId",
                '"' + applicationId + '"',
                "1 to 150 letters, digits, '.', '_' or '-'");
        Requirement.positive("threads", threads);
        Requirement.positive("commitInterval", commitInterval);
        Requirement.positive("sessionTimeout", sessionTimeout);
        require(standbyReplicas >= 0, "standbyReplicas", standbyReplicas, "0 or more");
        require(rocksdbBytes >= LEAST_ROCKSDB_BYTES, "rocksdbBytes", rocksdbBytes, LEAST_ROCKSDB_BYTES + " or more");
        applicationServer.ifPresent(server ->
                require(HOST_AND_PORT.matcher(server).matches(), "applicationServer", '"' + server + '"', "host:port"));
    }
}
