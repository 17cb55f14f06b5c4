package io.restante.local;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a local run is reached. It prints them for people, and whoever started it as a child reads the same lines.
 *
 * @param kafka the bootstrap servers
 * @param gateway where REST is spoken; JSON-RPC and the presence protocol on the same port
 * @param operations the operations port
 */
public record Addresses(String kafka, URI gateway, URI operations) {
    private static final String KAFKA = "kafka";
    private static final String GATEWAY = "gateway";
    private static final String OPERATIONS = "operations";
    private static final Pattern LINE =
            Pattern.compile(" {2}(" + String.join("|", KAFKA, GATEWAY, OPERATIONS) + ") +(\\S+).*");

    /** The addresses of a process that listens on these ports. */
    public static Addresses of(
            String kafka,
            String gatewayScheme,
            String gatewayHost,
            int gatewayPort,
            String opsScheme,
            String opsHost,
            int opsPort) {
        return new Addresses(
                kafka,
                URI.create(gatewayScheme + "://" + gatewayHost + ":" + gatewayPort),
                URI.create(opsScheme + "://" + opsHost + ":" + opsPort));
    }

    /** The JSON-RPC wire. */
    public URI webSocket() {
        return URI.create(scheme() + gateway.getAuthority() + "/");
    }

    /** The presence wire. */
    public URI presence() {
        return URI.create(scheme() + gateway.getAuthority() + "/ws");
    }

    private String scheme() {
        return gateway.getScheme().equals("https") ? "wss://" : "ws://";
    }

    /** A line for each, the name first. */
    public List<String> lines() {
        return List.of(
                line(KAFKA, kafka),
                line(
                        GATEWAY,
                        gateway + "   (REST under /v1, JSON-RPC on " + webSocket() + ", presence on " + presence()
                                + ")"),
                line(OPERATIONS, operations.toString()));
    }

    private static String line(String name, String address) {
        return String.format("  %-11s %s", name, address);
    }

    /** The addresses among the lines a process printed; absent while one of them is missing. */
    public static Optional<Addresses> in(List<String> printed) {
        Map<String, String> found = printed.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(line -> line.group(1), line -> line.group(2), (first, second) -> second));
        Function<String, Optional<String>> named = name -> Optional.ofNullable(found.get(name));
        return named.apply(KAFKA).flatMap(kafka -> named.apply(GATEWAY).flatMap(gateway -> named.apply(OPERATIONS)
                .map(operations -> new Addresses(kafka, URI.create(gateway), URI.create(operations)))));
    }
}
