package io.restante.app.settings;

import static io.restante.app.settings.Requirement.require;

import io.restante.base.GatewayId;
import java.time.Duration;

/**
 * Where clients connect, and how patient the gateway is with them.
 *
 * @param id the name of this gateway, no other's
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param heartbeat how often the gateway tells that it lives
 * @param replyTimeout how long a command waits for its reply
 * @param pingInterval between one ping to a socket and the next
 * @param pongTimeout silence after a ping that ends the socket
 * @param authenticationTimeout silence after the opening of a presence socket that ends it
 * @param frameLimit bytes of one incoming frame at most
 * @param outboundLimit bytes that may wait for one socket at most
 * @param drain over how long clients are sent away at the end
 * @param http how requests are met
 * @param tls what connections are encrypted with
 */
public record GatewaySettings(
        GatewayId id,
        String host,
        int port,
        Duration heartbeat,
        Duration replyTimeout,
        Duration pingInterval,
        Duration pongTimeout,
        Duration authenticationTimeout,
        int frameLimit,
        long outboundLimit,
        Duration drain,
        HttpSettings http,
        TlsSettings tls) {
    /** Room for the envelope around the largest payload. */
    private static final int ENVELOPE = 64 << 10;

    private static final int LARGEST_PAYLOAD = 1 << 20;
    private static final Duration LONGEST_REPLY_TIMEOUT = Duration.ofSeconds(2);

    public static final GatewaySettings DEFAULTS = new GatewaySettings(
            new GatewayId("local"),
            "127.0.0.1",
            8080,
            Duration.ofSeconds(3),
            Duration.ofMillis(1_800),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            LARGEST_PAYLOAD + ENVELOPE,
            4L << 20,
            Duration.ofSeconds(10),
            HttpSettings.DEFAULTS,
            TlsSettings.DEFAULTS);

    GatewaySettings withId(GatewayId other) {
        return new GatewaySettings(
                other,
                host,
                port,
                heartbeat,
                replyTimeout,
                pingInterval,
                pongTimeout,
                authenticationTimeout,
                frameLimit,
                outboundLimit,
                drain,
                http,
                tls);
    }

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public GatewaySettings {
        Requirement.text("host", host);
        Requirement.port("port", port);
        Requirement.positive("heartbeat", heartbeat);
        require(
                replyTimeout.isPositive() && replyTimeout.compareTo(LONGEST_REPLY_TIMEOUT) <= 0,
                "replyTimeout",
                replyTimeout,
                "a duration above zero and not above " + LONGEST_REPLY_TIMEOUT);
        Requirement.positive("pingInterval", pingInterval);
        Requirement.positive("pongTimeout", pongTimeout);
        Requirement.positive("authenticationTimeout", authenticationTimeout);
        Requirement.positive("frameLimit", frameLimit);
        require(!drain.isNegative(), "drain", drain, "a duration of zero or more");
        require(
                outboundLimit >= frameLimit,
                "outboundLimit",
                outboundLimit,
                "bytes for one frame at least, and frameLimit is " + frameLimit);
    }
}
