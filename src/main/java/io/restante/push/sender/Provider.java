package io.restante.push.sender;

import io.restante.base.PushTarget;
import io.restante.push.PushNotification;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Somebody who takes notifications for one kind of target. */
interface Provider extends AutoCloseable {
    /** A word for its consumer group, its metrics and its health. */
    String name();

    boolean takes(PushTarget target);

    /**
     * Returns when each notification has its answer, which was told as soon as it was there, on any thread.
     *
     * @throws InterruptedException when there is no time left; what was not told has no answer
     */
    void send(List<PushNotification> batch, BiConsumer<PushNotification, Answer> answered) throws InterruptedException;

    /** Why its notifications wait, as a sentence; empty when they do not. */
    Optional<String> trouble();

    @Override
    void close();
}
