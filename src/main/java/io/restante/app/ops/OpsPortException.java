package io.restante.app.ops;

import java.net.BindException;
import java.util.stream.Stream;

/** The operations port cannot be opened. Its message is a sentence for whoever started this process. */
public final class OpsPortException extends RuntimeException {
    OpsPortException(OpsAddress address, Throwable cause) {
        super(
                "The operations port " + address.port() + " of " + address.host() + " cannot be opened ("
                        + reason(cause) + "). Choose another one with --ops-port; 0 means any free one.",
                cause);
    }

    /** What the operating system said, which knows a port that is taken from one that is not allowed. */
    private static String reason(Throwable cause) {
        return Stream.iterate(cause, each -> each != null, Throwable::getCause)
                .filter(BindException.class::isInstance)
                .map(each -> String.valueOf(each.getMessage()))
                .findFirst()
                .orElse("it is taken");
    }
}
