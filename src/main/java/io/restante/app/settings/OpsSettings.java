package io.restante.app.settings;

/**
 * Where operators look: health, metrics, the console page.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 takes any free one
 * @param tls what connections are encrypted with
 */
public record OpsSettings(String host, int port, OpsTlsSettings tls) {
    public static final OpsSettings DEFAULTS = new OpsSettings("127.0.0.1", 8081, OpsTlsSettings.DEFAULTS);

    /** @throws IllegalArgumentException naming the setting, its value and what was expected */
    public OpsSettings {
        Requirement.text("host", host);
        Requirement.port("port", port);
    }
}
