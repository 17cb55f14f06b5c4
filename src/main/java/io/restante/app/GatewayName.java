package io.restante.app;

import io.restante.base.GatewayId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** The name of a gateway that was given none: made up once, and kept in its data folder, so that a restart does not leave a topic behind. */
final class GatewayName {
    private static final String FILE = "gateway-id";
    private static final int LENGTH = 8;

    private GatewayName() {}

    /** @throws StartException when the folder cannot keep it, or keeps something else */
    static GatewayId keptIn(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return new GatewayId(Files.readString(file).strip());
            }
            GatewayId made =
                    new GatewayId("gateway-" + UUID.randomUUID().toString().substring(0, LENGTH));
            Files.createDirectories(data);
            Files.writeString(file, made.value() + "\n");
            return made;
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "The gateway's name cannot be kept in " + file + " (" + e.getMessage()
                            + "). Choose a folder that can be written to with --data, or a name with --set gateway.id=NAME.",
                    e);
        }
    }
}
