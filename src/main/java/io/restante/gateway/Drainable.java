package io.restante.gateway;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A door of the gateway that clients come in by, and that can be emptied before the gateway shuts down. */
public interface Drainable {
    /**
     * From now on nobody new comes in, and those inside are sent away, spread over this time so that they do not all come back to another
     * gateway at once. Completes when nobody is left and their sessions' ends are on the log; at once when nobody was there.
     */
    CompletableFuture<Void> drain(Duration over);
}
