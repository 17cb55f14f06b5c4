package io.restante.gateway.live;

import io.restante.base.GatewayId;
import java.time.Duration;
import java.util.Map;

/**
 * What the Kafka side of a gateway must be told.
 *
 * @param gateway its name; its topic exists already
 * @param client properties for every Kafka client: the bootstrap servers and whatever security asks for
 * @param partitions the one partition count of the topology's inputs
 * @param replyTimeout how long a caller waits before it hears that nothing is available
 * @param heartbeatInterval the time between two heartbeats, well below what makes a gateway count as lost
 * @param maxRecordBytes what one record may measure at most, its key and headers included
 */
public record LiveGatewaySettings(
        GatewayId gateway,
        Map<String, Object> client,
        int partitions,
        Duration replyTimeout,
        Duration heartbeatInterval,
        int maxRecordBytes) {
    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public LiveGatewaySettings {
        client = Map.copyOf(client);
        require(partitions > 0, "partitions", partitions, "1 or more");
        require(replyTimeout.toMillis() >= 100, "replyTimeout", replyTimeout, "100 ms or more");
        require(heartbeatInterval.isPositive(), "heartbeatInterval", heartbeatInterval, "a duration above zero");
        require(maxRecordBytes > 0, "maxRecordBytes", maxRecordBytes, "1 or more");
    }

    private static void require(boolean holds, String setting, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(setting + ": expected " + expected + ", got " + value);
        }
    }
}
