package io.restante.app;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version, from the jar's manifest; a checkout has none. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"restante " + text()};
    }

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("from a checkout");
    }
}
